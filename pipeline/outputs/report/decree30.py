"""Nghị định 30/2020/NĐ-CP, Phụ lục I, as values: the report is written with them.

Clauses are of Phụ lục I. Sizes are in points, distances in millimetres.
"""

from __future__ import annotations

FONT = "Times New Roman"  # I.4
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 15  # I.3: 20–25, 20–25, 30–35, 15–20
PAGE_NUMBER_SIZE = 13  # I.7: 13–14
NATION_SIZE = 12.5  # II.1.a: 12–13
MOTTO_SIZE = 13.5  # II.1.b: 13–14
PARENT_SIZE = ISSUER_SIZE = 12  # II.2.b: 12–13
SHORT_RULE = 0.42  # II.2.b, II.5.b: 1/3–1/2 of the line
NUMBER_SIZE = 13  # II.3
PLACE_SIZE = 13.5  # II.4: 13–14
ABOUT_SIZE, ABOUT_BELOW = 13, 6  # II.5.b: 12–13, 6 pt below the number
TITLE_SIZE = 14  # II.5.b: 13–14
BODY_SIZE = 14  # II.6.e: 13–14
INDENT = 12.7  # II.6.e: 10 or 12,7 mm
BETWEEN = 6  # II.6.e: at least 6 pt between paragraphs
POINT = 3  # V.6.b: level of a heading at a letter, in upright type that is not bold
LINE = 1.0  # II.1.c: single under the nation's name; II.6.e: single to 1,5 lines
UNSEEN = 0.05  # points, one twip: of what ends a section, and would else begin an empty page
END = "./."  # Mẫu 1.4, 2.1
END_LINE = 9  # points of the line it stands in where it ends an appendix
SIGNER_SIZE = 14  # II.7: 13–14
ROOM_TO_SIGN = 4  # lines between the authority and the name
ADDRESSED = 40.0  # from the margin to "Kính gửi:"
RECIPIENTS_HEAD_SIZE, RECIPIENTS_SIZE = 12, 11  # II.9.d
APPENDIX_SIZE, APPENDIX_NAME = 14, 13  # III.1.b
