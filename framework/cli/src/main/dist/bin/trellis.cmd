@echo off
rem Runs Trellis with the jars of the distribution; plugins come from the folder that trellis.yaml names.
rem The launcher of an app can run this script with TRELLIS_HOME (its lib\ contains the jars).
rem Paths and arguments may contain the special characters of cmd: delayed expansion is off, and every path is in quotes.
setlocal EnableExtensions DisableDelayedExpansion
if not defined TRELLIS_HOME for %%d in ("%~dp0..") do set "TRELLIS_HOME=%%~fd"

rem JAVA_HOME may be in quotes. Without JAVA_HOME, the first java.exe of PATH is used.
set "java="
if not defined JAVA_HOME goto path
set "java=%JAVA_HOME:"=%\bin\java.exe"
if exist "%java%" goto found
for %%d in ("%JAVA_HOME:"=%") do >&2 echo error: no_java: JAVA_HOME: the folder '%%~d' contains no bin\java.exe
>&2 echo   Set JAVA_HOME to the folder of a JDK 17 or later.
exit /b 1
:path
for %%j in (java.exe) do set "java=%%~$PATH:j"
if defined java goto found
>&2 echo error: no_java: PATH: no folder contains java.exe, and JAVA_HOME is not set
>&2 echo   Install Java 17 or later, or set JAVA_HOME to the folder of a JDK.
exit /b 1

rem An old JVM would only complain about its options. The file `release` states the version without a start of the JVM.
:found
set "version="
for %%j in ("%java%") do set "release=%%~dpj..\release"
if exist "%release%" for /f "usebackq tokens=1,2 delims==" %%a in ("%release%") do if "%%a" == "JAVA_VERSION" set "version=%%~b"
if not defined version for /f "tokens=2,3" %%a in ('^""%java%" -version 2^>^&1^"') do if "%%~a" == "version" set "version=%%~b"
set "feature="
for /f "delims=.-+_" %%v in ("%version%") do set "feature=%%v"
if not defined feature goto run
if %feature% GEQ 17 goto run
for %%j in ("%java%") do >&2 echo error: old_java: %%~j: this is Java %version%, and Trellis needs Java 17 or later
>&2 echo   Install Java 17 or later, and set JAVA_HOME to its folder.
exit /b 1

rem The options are those of `trellis`, which explains them. Nothing follows the command: its exit code is that of this script.
:run
"%java%" -XX:+UseSerialGC -Xmn24m -XX:TieredStopAtLevel=1 -Xlog:disable --enable-native-access=ALL-UNNAMED -cp "%TRELLIS_HOME%\lib\*;%TRELLIS_HOME%\lib\diagram\*" dev.trellis.cli.Main %*
