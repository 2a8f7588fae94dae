@echo off
rem Finds a Python, then hands over to pipeline\launch.py.
setlocal
chcp 65001 >nul
set "PYTHONUTF8=1"
py -3 -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul
if not errorlevel 1 (
    py -3 -P "%~dp0pipeline\launch.py" %*
    exit /b
)
python -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul
if not errorlevel 1 (
    python -P "%~dp0pipeline\launch.py" %*
    exit /b
)
echo Không thấy Python 3.11 trở lên. Hãy cài Python từ python.org rồi chạy lại. 1>&2
exit /b 2
