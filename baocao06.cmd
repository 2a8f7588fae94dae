@echo off
rem Finds a Python, then hands over to pipeline\launch.py. No blocks: a ")" in a file's name ends one.
setlocal
chcp 65001 >nul
set "PYTHONUTF8=1"
py -3 -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul
if errorlevel 1 goto other
py -3 -P "%~dp0pipeline\launch.py" %*
exit /b %errorlevel%
:other
python -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul
if errorlevel 1 goto none
python -P "%~dp0pipeline\launch.py" %*
exit /b %errorlevel%
:none
echo Không thấy Python 3.11 trở lên. Hãy cài Python từ python.org rồi chạy lại. 1>&2
exit /b 2
