# Runs a chapter's twin cell by cell, prints each cell's mark before what the
# cell prints, and writes the numbers of all names into a file, with all of
# their digits: python3 -c "$(cat twin.py)" main.py numbers.json
import json
import re
import sys

import numpy as np

with open(sys.argv[1], encoding="utf-8") as file:
    cells = re.split(r"(?m)^(?=# %%)", file.read())
names, lines = {"__name__": "__main__"}, 0
for cell in cells:
    if cell.startswith("# %%"):
        print(cell.partition("\n")[0])
    # The blank lines in front keep the numbers of the lines in a traceback.
    exec(compile("\n" * lines + cell, sys.argv[1], "exec"), names)
    lines += cell.count("\n")
kept = {}
for name, value in names.items():
    if isinstance(value, (np.ndarray, np.number, int, float)):
        kept[name] = {"shape": np.shape(value), "data": np.ravel(value).tolist()}
with open(sys.argv[2], "w", encoding="utf-8") as file:
    json.dump(kept, file)
