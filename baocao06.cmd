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
echo Không thấy Python 3.11 trở lên. Lệnh python có sẵn của Windows chỉ mở Microsoft Store. 1>&2
echo Hãy cài Python từ python.org, đánh dấu Add python.exe to PATH, rồi chạy lại. 1>&2
exit /b 2
