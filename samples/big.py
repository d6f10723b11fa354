"""Write an invented roster of any size: ``python samples/big.py SUBJECTS INSPECTORS FOLDER``."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from stdnum.cn import uscc


def main(subjects: int, inspectors: int, folder: Path) -> None:
    """Two csv files like those of the sample, all in the general class, nobody recused."""
    folder.mkdir(parents=True, exist_ok=True)
    headings = [
        "统一社会信用代码",
        "市场主体名称",
        "住所（经营场所）",
        "法定代表人（负责人）",
        "行业",
        "经营状态",
    ]
    with (folder / "subjects.csv").open("w", encoding="gb18030", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(headings)
        for n in range(subjects):
            body = f"92350105MB{n:07d}"
            code = body + uscc.calc_check_digit(body)
            row = (code, f"样例网吧{n}", f"虚构路{n}号", f"样{n}", "互联网上网服务", "正常")
            writer.writerow(row)
    headings = ["警号", "姓名", "性别", "所在单位", "职务", "执法资格", "在岗情况", "邮箱"]
    with (folder / "inspectors.csv").open("w", encoding="gb18030", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(headings)
        for n in range(inspectors):
            mail = f"i{n}@example.invalid"
            writer.writerow(
                (f"{100000 + n}", f"虚{n}", "男", "样例大队", "警员", "是", "在岗", mail)
            )


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
