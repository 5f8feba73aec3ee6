# Runs the scripts in a folder, all in this process, and prints a line for each:
# its file, what it printed, and the arrays of its results by their places.
import contextlib
import io
import json
import pathlib
import runpy
import sys
import traceback

for path in sorted(pathlib.Path(sys.argv[1]).glob("*.py")):
    printed, line = io.StringIO(), {"file": path.name}
    try:
        with contextlib.redirect_stdout(printed):
            names = runpy.run_path(str(path))
        line["results"] = {place: array.tolist() for place, _, array in names["results"]}
        json.dumps(line, allow_nan=False)
    except Exception:
        line["error"] = traceback.format_exc()
        line.pop("results", None)
    print(json.dumps({**line, "printed": printed.getvalue()}))
