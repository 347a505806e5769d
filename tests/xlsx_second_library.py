"""The workbook of a report, looked at with another library than the one that wrote it.

Usage: xlsx_second_library.py RUGWIJZER TASKFILE. Needs openpyxl. Exits with 1 and a sentence at the
first thing that is not as it should be.
"""

import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from openpyxl import load_workbook

PROGRAM, TASKS = sys.argv[1:3]
FOLDER = Path(tempfile.mkdtemp())

WORDS = {
    "nl": {
        "sheets": ["Samenvatting", "Plan van aanpak", "Werkdagen", "Taken", "Bevindingen", "Maatregelen", "Lijsten"],
        "plan": "Plan van aanpak", "tasks": "Taken", "owner": "Verantwoordelijke", "due": "Gereed op", "status": "Status",
        "cost": "Kostenklasse", "li": "NIOSH tilindex", "class": "Klasse", "statuses": "open,in uitvoering,gereed,vervallen",
        "costs": "geen,laag,middel,hoog", "done": "gereed", "task": "Taak",
    },
    "en": {
        "sheets": ["Summary", "Plan of action", "Working days", "Tasks", "Findings", "Measures", "Lists"],
        "plan": "Plan of action", "tasks": "Tasks", "owner": "Owner", "due": "Due", "status": "Status",
        "cost": "Cost class", "li": "NIOSH lifting index", "class": "Class", "statuses": "open,in progress,done,dropped",
        "costs": "none,low,medium,high", "done": "done", "task": "Task",
    },
}


def check(condition, said):
    if not condition:
        sys.exit(f"xlsx_second_library: {said}")


def run(*arguments, status=0):
    ran = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True)
    check(ran.returncode == status, f"{arguments}: status {ran.returncode}, {ran.stderr}")
    return ran.stdout


def rules(sheet, letter):
    return [rule for rule in sheet.data_validations.dataValidation if f"{letter}2" in str(rule.sqref)]


for language, words in WORDS.items():
    out = FOLDER / f"report.{language}.xlsx"
    run("report", TASKS, "-o", out, "--lang", language)
    again = FOLDER / f"again.{language}.xlsx"
    run("report", TASKS, "-o", again, "--lang", language)
    digest = lambda path: hashlib.sha256(path.read_bytes()).hexdigest()
    check(digest(out) == digest(again), "the same report is not the same file")
    report = json.loads(run("report", TASKS, "--format", "json", "--lang", language))
    book = load_workbook(out)
    for name in words["sheets"]:
        check(name in book.sheetnames, f"no sheet {name}: {book.sheetnames}")
    check(book.properties.title and book.properties.created.year == 2000, "properties")
    formulas = [(sheet.title, cell.coordinate) for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    check(not formulas, f"formulas: {formulas}")

    plan = book[words["plan"]]
    heads = {cell.value: cell.column_letter for cell in plan[1]}
    check([table.name for table in plan.tables.values()] == ["Plan"], "the plan is no table")
    table = plan.tables["Plan"]
    check(table.ref.endswith(str(len(report["plan"]) + 1)), f"{table.ref} for {len(report['plan'])} lines")
    check(plan.freeze_panes and plan.print_title_rows and plan.page_setup.orientation == "landscape", "print setup")
    for key, expected in [("status", words["statuses"]), ("cost", words["costs"])]:
        found = rules(plan, heads[words[key]])
        check(found and found[0].type == "list" and found[0].formula1.strip('"') == expected, f"{key}: {found}")
        check(found[0].showErrorMessage, f"{key} takes any word")
    owner = rules(plan, heads[words["owner"]])
    check(owner and owner[0].type == "list" and "$A$2" in owner[0].formula1 and not owner[0].showErrorMessage, "owner")
    check(rules(plan, heads[words["due"]])[0].type == "date", "due is no date")
    check(any(heads[words["class"]] in str(area.sqref) for area in plan.conditional_formatting), "classes have no colour")
    for row, line in enumerate(report["plan"], 2):
        check(plan[f"{heads['Id']}{row}"].value == line["id"], f"row {row} is another line")

    tasks = book[words["tasks"]]
    heads_of_tasks = {cell.value: cell.column_letter for cell in tasks[1]}
    column, name = heads_of_tasks[words["li"]], heads_of_tasks[words["task"]]
    found = {tasks[f"{name}{row}"].value: tasks[f"{column}{row}"].value for row in range(2, tasks.max_row + 1)}
    for job in report["jobs"]:
        for task in job["tasks"]:
            index = next((f["figures"].get("li") for f in task["findings"] if f["method"] == "niosh"), None)
            check(found[task["task"]] == index, f"{task['task']}: {found[task['task']]} is not {index}")
    check(tasks[f"{column}2"].number_format == "0.00", "number format")
    check(tasks.auto_filter.ref and tasks.freeze_panes, "filter and frozen header")

    # Filled in here, it comes back in the report.
    import datetime
    plan[f"{heads[words['owner']]}2"] = "@Jan =1+1"
    plan[f"{heads[words['due']]}2"] = datetime.date(2027, 6, 1)
    plan[f"{heads[words['status']]}2"] = words["done"]
    plan[f"{heads[words['cost']]}3"] = "???"
    edited = FOLDER / f"edited.{language}.xlsx"
    book.save(edited)
    back = json.loads(run("report", TASKS, "--plan", edited, "--format", "json", "--lang", language, status=3))
    line = next(entry for entry in back["plan"] if entry["id"] == report["plan"][0]["id"])
    check((line["owner"], line["due"], line["status"]) == ("@Jan =1+1", "2027-06-01", "done"), str(line))
    problem = back["problems"][-1]
    check((problem["row"], problem["column"], problem["found"]) == (3, words["cost"], "???"), str(problem))
    third = FOLDER / f"third.{language}.xlsx"
    run("report", TASKS, "--plan", edited, "-o", third, "--lang", language, status=3)
    sheet = load_workbook(third)[words["plan"]]
    check(sheet[f"{heads[words['owner']]}2"].value == "@Jan =1+1", "the owner is lost")
    check(sheet[f"{heads[words['due']]}2"].value.date() == datetime.date(2027, 6, 1), "the date is lost")
    check(sheet[f"{heads[words['cost']]}3"].value == "???", "what could not be read is lost")

hostile = FOLDER / "hostile.csv"
hostile.write_text("werkplek;functie;taak;last_max_kg\n=1+1;@cmd;=1+cmd|' /C calc'!A0;30\n+1;-1;{=1};31\n", encoding="utf-8")
out = FOLDER / "hostile.xlsx"
run("report", hostile, "-o", out)
book = load_workbook(out)
cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
check(not [cell for cell in cells if cell.data_type == "f"], "a text became a formula")
check(any(cell.value == "@cmd" for cell in cells) and any(cell.value == "=1+1" for cell in cells), "a text is gone")
print("xlsx_second_library: all as it should be")
