"""The program that `rugwijzer posture` is measured against: what a researcher would write with numpy and scipy.

    python3 posture_peer.py make day        writes day.cwa, day.csv, day.npy: 8 h at 100 Hz, the same samples
    python3 posture_peer.py judge day.cwa   decode, low-pass, angle, shares, percentiles, two intervals

Needs numpy, scipy and (for text) pandas. Run both programs in turn under `/usr/bin/time -f "%U %S %M"`; with
`rugwijzer posture --reference 0..10 day.cwa`. Every step here is vectorised; nothing is checked but the
checksums of the file.
"""

import struct
import sys

import numpy as np
from scipy.signal import butter, lfilter, sosfiltfilt

RATE = 100
SAMPLES = 8 * 3600 * RATE
SECTOR = 120


def make(name):
    """A trunk that bends at random, with walking and noise; 256 steps to a g."""
    rng = np.random.default_rng(8)
    time = np.arange(SAMPLES) / RATE
    goal, at, bent = np.zeros(SAMPLES), 2000, False
    while at < SAMPLES:
        length = int(rng.exponential(1000)) + 50
        goal[at : at + length] = rng.uniform(0, 8) if bent else rng.uniform(0, 90)
        bent, at = not bent, at + length
    angle = np.radians(lfilter([0.02], [1, -0.98], goal) + 1.5 * np.sin(1.7 * time) * (time > 15))
    acc = np.stack([-np.sin(angle), np.zeros(SAMPLES), np.cos(angle)], 1)
    acc += rng.normal(0, 0.01, acc.shape)
    acc += (0.05 * np.sin(2 * np.pi * 1.8 * time) * (time > 20))[:, None] * np.array([0.3, 0.2, 1.0])
    steps = np.clip(np.round(acc * 256), -511, 511).astype(np.int32)
    words = ((steps & 0x3FF).astype(np.uint32) << np.array([0, 10, 20], np.uint32)).sum(1, dtype=np.uint32)
    with open(name + ".cwa", "wb") as out:
        header = bytearray(1024)
        header[:2], header[36] = b"MD", 0x4A
        out.write(header)
        for number, at in enumerate(range(0, SAMPLES, SECTOR)):
            second = -(-at // RATE)
            clock = 8 * 3600 + second
            packed = 26 << 26 | 11 << 22 | 24 << 17 | clock // 3600 << 12 | clock // 60 % 60 << 6 | clock % 60
            sector = bytearray(512)
            sector[:2] = b"AX"
            struct.pack_into("<II", sector, 10, number, packed)
            struct.pack_into("<BBhH", sector, 24, 0x4A, 0x30, second * RATE - at, SECTOR)
            sector[30:510] = words[at : at + SECTOR].astype("<u4").tobytes()
            struct.pack_into("<H", sector, 510, -sum(struct.unpack("<255H", sector[:510])) & 0xFFFF)
            out.write(sector)
    with open(name + ".csv", "w") as out:
        out.write("t,acc_x_g,acc_y_g,acc_z_g\n")
        np.savetxt(out, np.column_stack([time, steps / 256]), ["%.2f", "%.6f", "%.6f", "%.6f"], ",")
    np.save(name + ".npy", steps / 256)


def read(path):
    """Time, s, and acceleration, g."""
    if path.endswith(".npy"):
        acc = np.load(path)
        return np.arange(len(acc)) / RATE, acc
    if path.endswith(".csv"):
        import pandas

        table = pandas.read_csv(path).to_numpy()
        return table[:, 0], table[:, 1:4]
    raw = np.fromfile(path, np.uint8)[1024:].reshape(-1, 512)
    raw = raw[(raw.view("<u2").sum(1, dtype=np.uint32) & 0xFFFF) == 0]
    words = raw[:, 30:510].copy().view("<u4").ravel()
    exponent = (words >> 30).astype(np.int32)
    acc = np.empty((words.size, 3))
    for axis in range(3):
        acc[:, axis] = (((words << np.uint32(22 - 10 * axis)).view(np.int32) >> 22) << exponent) / 256.0
    place = raw[:, 26:28].copy().view("<i2").ravel()
    packed = raw[:, 14:18].copy().view("<u4").ravel()
    parts = [(17, 31, 86400), (12, 31, 3600), (6, 63, 60), (0, 63, 1)]
    start = sum(((packed >> shift) & mask).astype(float) * seconds for shift, mask, seconds in parts) - place / RATE
    return ((start - start[0])[:, None] + np.arange(SECTOR) / RATE).ravel(), acc


def judge(path):
    time, acc = read(path)
    up = sosfiltfilt(butter(2, 2, fs=RATE, output="sos"), acc, axis=0)
    angle = np.degrees(np.arctan2(np.hypot(up[:, 0], up[:, 1]), up[:, 2]))
    forward = up[:, 0] < 0
    print("hours", (time[-1] - time[0]) / 3600)
    print("shares", [round(100 * float(((angle >= limit) & forward).mean()), 4) for limit in (20, 30, 45, 60, 90)])
    print("percentiles", np.percentile(angle, [10, 50, 90, 95, 99]))
    rng = np.random.default_rng(1)
    for limit in (45, 60):
        blocks = ((angle >= limit) & forward).reshape(480, -1).mean(1)
        draws = blocks[rng.integers(0, 480, (10_000, 480))].mean(1)
        print(limit, 100 * np.percentile(draws, [2.5, 97.5]))


{"make": make, "judge": judge}[sys.argv[1]](sys.argv[2])
