@echo off
rem Poser's command line: builds Poser if its sources have changed, then runs Trellis with example-app\trellis.yaml.
setlocal EnableExtensions DisableDelayedExpansion
for %%d in ("%~dp0.") do set "here=%%~fd"
for %%d in ("%~dp0..") do set "root=%%~fd"
set "built=%here%\target\poser.built"
set "seen=%here%\target\poser.seen"
set "log=%here%\target\poser.build.log"

rem xcopy /d copies and lists the sources that are newer than their copies, which were made before the last build. Trellis
rem reads Poser's scripts from the source folder, so a changed script needs no build.
if not exist "%here%\target" mkdir "%here%\target"
pushd "%root%"
>"%log%" xcopy /d /y pom.xml "%seen%\"
for %%s in (java resources\META-INF) do >>"%log%" xcopy /d /s /y "example-app\src\main\%%s" "%seen%\example-app\src\main\%%s\"
for /d %%m in (*) do (
    if exist "%%m\pom.xml" >>"%log%" xcopy /d /y "%%m\pom.xml" "%seen%\%%m\"
    if not "%%m" == "example-app" if exist "%%m\src\main" >>"%log%" xcopy /d /s /y "%%m\src\main" "%seen%\%%m\src\main\"
    pushd "%%m"
    for /d %%n in (*) do (
        if exist "%%n\pom.xml" >>"%log%" xcopy /d /y "%%n\pom.xml" "%seen%\%%m\%%n\"
        if exist "%%n\src\main" >>"%log%" xcopy /d /s /y "%%n\src\main" "%seen%\%%m\%%n\src\main\"
    )
    popd
)
popd
"%SystemRoot%\System32\find.exe" "pom.xml" <"%log%" >nul
if not errorlevel 1 if exist "%built%" del "%built%"
"%SystemRoot%\System32\find.exe" "src\main" <"%log%" >nul
if not errorlevel 1 if exist "%built%" del "%built%"
if exist "%built%" goto run

>&2 echo poser: building (the first time takes a few minutes) ...
pushd "%root%"
call mvn -B -ntp -q package -pl example-app -am -DskipTests -Dmaven.test.skip=true -Dspotless.check.skip=true >"%log%" 2>&1
if errorlevel 1 goto failed
popd
>"%built%" echo built
goto run
:failed
popd
>&2 type "%log%"
>&2 echo poser: the build failed
exit /b 1

rem Nothing follows the command: its exit code is that of this script.
:run
if not defined TRELLIS_CONFIG set "TRELLIS_CONFIG=%here%\trellis.yaml"
set "TRELLIS_HOME=%here%\target"
"%root%\framework\cli\src\main\dist\bin\trellis.cmd" %*
