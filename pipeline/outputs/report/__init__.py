"""A Summary and its Report become the Word document, as Nghị định 30/2020 says."""
