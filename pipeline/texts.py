"""Every Vietnamese sentence the program itself says.

Wording of forms and reports is data and lives in `input_templates/`; names of units and services
live in `config.toml`. All else a person reads stands here, by the room that says it.
"""

from __future__ import annotations

# --- numbers and dates as people read them -------------------------------------------------------

# --- configuration -------------------------------------------------------------------------------

# --- intake: files -------------------------------------------------------------------------------

# --- intake: identity, cells, rules --------------------------------------------------------------

# --- consolidation -------------------------------------------------------------------------------

# --- the blank form ------------------------------------------------------------------------------

# --- the workbook --------------------------------------------------------------------------------

# --- the Word report -----------------------------------------------------------------------------

# --- publishing ----------------------------------------------------------------------------------

# --- the screen ----------------------------------------------------------------------------------
