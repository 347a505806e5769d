"""The lifting equation over a CSV of seven measured columns, as one writes it with pandas, polars or duckdb.

    python3 benches/peers.py pandas|polars|duckdb IN.csv OUT.csv

In: task,load_kg,h_origin_cm,v_origin_cm,v_destination_cm,a_origin_deg,lifts_per_min,lifting_hours,coupling.
Out: task, weight limit, index, class and the dearest multiplier, two decimals. It is here for its time, not
for its numbers: the frequency multiplier is that of the next row of the table, nothing is checked, nothing
missing is allowed for, and no measures are chosen. docs/performance.md has what it was held against.
"""

import sys

LIFTS = [0.2, 0.5, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]
# Up to 1, 2 and 8 hours, each for hands below 75 cm and from there.
FREQUENCY = [
    [1.00, 0.97, 0.94, 0.91, 0.88, 0.84, 0.80, 0.75, 0.70, 0.60, 0.52, 0.45, 0.41, 0.37, 0, 0, 0, 0],
    [1.00, 0.97, 0.94, 0.91, 0.88, 0.84, 0.80, 0.75, 0.70, 0.60, 0.52, 0.45, 0.41, 0.37, 0.34, 0.31, 0.28, 0],
    [0.95, 0.92, 0.88, 0.84, 0.79, 0.72, 0.60, 0.50, 0.42, 0.35, 0.30, 0.26, 0, 0, 0, 0, 0, 0],
    [0.95, 0.92, 0.88, 0.84, 0.79, 0.72, 0.60, 0.50, 0.42, 0.35, 0.30, 0.26, 0.23, 0.21, 0, 0, 0, 0],
    [0.85, 0.81, 0.75, 0.65, 0.55, 0.45, 0.35, 0.27, 0.22, 0.18, 0, 0, 0, 0, 0, 0, 0, 0],
    [0.85, 0.81, 0.75, 0.65, 0.55, 0.45, 0.35, 0.27, 0.22, 0.18, 0.15, 0.13, 0, 0, 0, 0, 0, 0],
]
GRIP = {"good": (1.0, 1.0), "fair": (0.95, 1.0), "poor": (0.9, 0.9)}
CLASSES = ["acceptable", "increased", "high", "very_high"]
DRIVERS = ["hm", "vm", "dm", "am", "fm", "cm"]


def with_pandas(source, target):
    import numpy as np
    import pandas as pd

    rows = pd.read_csv(source)
    load, h, v, w, a, lifts, hours = (rows.iloc[:, at].to_numpy(float) for at in range(1, 8))
    high = (v >= 75).astype(int)
    place = np.searchsorted(LIFTS, lifts)
    column = 2 * np.searchsorted([1.0, 2.0], hours) + high
    travel = np.maximum(np.abs(w - v), 25)
    grip = np.array([*GRIP.values()])[rows["coupling"].map({word: at for at, word in enumerate(GRIP)}).to_numpy(), high]
    parts = np.stack([25 / np.maximum(h, 25), 1 - 0.003 * np.abs(v - 75), 0.82 + 4.5 / travel, 1 - 0.0032 * a,
                      np.array(FREQUENCY)[column, place], grip])
    limit = 23 * parts.prod(axis=0)
    with np.errstate(divide="ignore"):
        index = load / limit
    out = pd.DataFrame({"task": rows["task"], "rwl": limit, "li": index,
                        "class": np.array(CLASSES)[np.searchsorted([1.0, 2.0, 3.0], index)],
                        "driver": np.array(DRIVERS)[parts.argmin(axis=0)]})
    out.to_csv(target, index=False, float_format="%.2f")


def with_polars(source, target):
    import polars as pl

    c = pl.col
    high = c("v_origin_cm") >= 75
    hours = pl.when(c("lifting_hours") <= 1).then(0).when(c("lifting_hours") <= 2).then(2).otherwise(4)
    place = c("lifts_per_min").cut(LIFTS, labels=[str(at) for at in range(len(LIFTS) + 1)]).to_physical().cast(pl.Int32)
    table = {column * 18 + at: value for column, values in enumerate(FREQUENCY) for at, value in enumerate(values)}
    low, top = ({word: pair[side] for word, pair in GRIP.items()} for side in (0, 1))
    travel = (c("v_destination_cm") - c("v_origin_cm")).abs().clip(25)
    parts = [25 / c("h_origin_cm").clip(25), 1 - 0.003 * (c("v_origin_cm") - 75).abs(), 0.82 + 4.5 / travel,
             1 - 0.0032 * c("a_origin_deg"),
             ((hours + high.cast(pl.Int32)) * 18 + place).replace_strict(table, return_dtype=pl.Float64),
             pl.when(high).then(c("coupling").replace_strict(top, return_dtype=pl.Float64))
             .otherwise(c("coupling").replace_strict(low, return_dtype=pl.Float64))]
    names = [f"part_{at}" for at in range(6)]
    product = 23 * c(names[0]) * c(names[1]) * c(names[2]) * c(names[3]) * c(names[4]) * c(names[5])
    level = pl.when(c("li") <= 1).then(pl.lit(CLASSES[0])).when(c("li") <= 2).then(pl.lit(CLASSES[1]))
    level = level.when(c("li") <= 3).then(pl.lit(CLASSES[2])).otherwise(pl.lit(CLASSES[3]))
    lowest = pl.min_horizontal(names)
    driver = pl.when(c(names[0]) == lowest).then(pl.lit(DRIVERS[0]))
    for at in range(1, 5):
        driver = driver.when(c(names[at]) == lowest).then(pl.lit(DRIVERS[at]))
    rows = pl.scan_csv(source).with_columns(part.alias(name) for part, name in zip(parts, names))
    rows = rows.with_columns(product.alias("rwl"), driver.otherwise(pl.lit(DRIVERS[5])).alias("driver"))
    rows = rows.with_columns((c("load_kg") / c("rwl")).alias("li")).with_columns(level.alias("class"))
    rows.select("task", "rwl", "li", "class", "driver").sink_csv(target, float_precision=2)


def with_duckdb(source, target):
    import duckdb

    def chain(of, names, limits):
        return "case " + " ".join(f"when {of} <= {limit} then {name}" for name, limit in zip(names, limits)) + f" else {names[-1]} end"

    table = str([value for values in FREQUENCY for value in values])
    grips = " ".join(f"when '{word}' then if(v_origin_cm >= 75, {top}::double, {low}::double)" for word, (low, top) in GRIP.items())
    words = [f"'{word}'" for word in CLASSES]
    drivers = " ".join(f"when {part} = least(hm, vm, dm, am, fm, cm) then '{part}'" for part in DRIVERS)
    hours = chain("lifting_hours", ["0", "2", "4"], [1, 2])
    duckdb.sql(f"""copy (with parts as (select task, load_kg, 25 / greatest(h_origin_cm, 25) as hm,
        1 - 0.003 * abs(v_origin_cm - 75) as vm, 0.82 + 4.5 / greatest(abs(v_destination_cm - v_origin_cm), 25) as dm,
        1 - 0.0032 * a_origin_deg as am, case coupling {grips} end as cm,
        ({table}::double[])[1 + 18 * ({hours} + (v_origin_cm >= 75)::int)
          + {chain("lifts_per_min", [str(at) for at in range(18)], LIFTS)}] as fm
        from read_csv('{source}')), limits as (select *, 23 * hm * vm * dm * am * fm * cm as rwl from parts)
        select task, printf('%.2f', rwl) as rwl, printf('%.2f', load_kg / rwl) as li,
        {chain("load_kg / rwl", words, [1, 2, 3])} as class, case {drivers} end as driver from limits)
        to '{target}' (header)""")


if __name__ == "__main__":
    {"pandas": with_pandas, "polars": with_polars, "duckdb": with_duckdb}[sys.argv[1]](*sys.argv[2:4])
