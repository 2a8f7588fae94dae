"""Any Word document is held against Nghị định 30/2020/NĐ-CP, whoever wrote it."""
