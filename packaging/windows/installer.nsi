; The set-up program for Windows 10 and 11, 64 bit. Built by build.sh:
;   makensis -DVERSION=… -DNUMBERS=a.b.c.d -DSTAGE=folder -DSIZE_KB=… -DOUTPUT=file installer.nsi
;
; Silent: setup.exe /S [/AllUsers | /CurrentUser] [/D=C:\folder, the last word, without quotes]
; Removal: uninstall.exe /S [/PURGE: the user's settings, data and logs too]

Unicode true
Target amd64-unicode
ManifestDPIAware true
!ifdef FAST
    SetCompressor zlib
!else
    SetCompressor /SOLID lzma
    SetCompressorDictSize 32
!endif
SetDateSave off

!define NAME "Command-centre console"
!define ID "command-console"
!define REGISTRY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${ID}"

!define MULTIUSER_EXECUTIONLEVEL Highest
!define MULTIUSER_MUI
!define MULTIUSER_INSTALLMODE_COMMANDLINE
!define MULTIUSER_USE_PROGRAMFILES64
!define MULTIUSER_INSTALLMODE_INSTDIR "${ID}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_KEY "Software\${ID}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_VALUENAME "Folder"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_KEY "Software\${ID}"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_VALUENAME "Folder"
!include MultiUser.nsh
!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include x64.nsh
!include WinVer.nsh

Name "${NAME}"
OutFile "${OUTPUT}"
BrandingText "${NAME} ${VERSION}"
VIProductVersion "${NUMBERS}"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "Set-up of the ${NAME}"
VIAddVersionKey "LegalCopyright" "See the folder THIRD-PARTY-LICENCES"

!define MUI_ICON "${STAGE}\command-console.ico"
!define MUI_UNICON "${STAGE}\command-console.ico"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\command-console-window.exe"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MULTIUSER_PAGE_INSTALLMODE
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "English"

LangString TooOld ${LANG_SIMPCHINESE} "需要 64 位的 Windows 10 (1809) 或更新版本。"
LangString TooOld ${LANG_ENGLISH} "64-bit Windows 10 (1809) or later is needed."
LangString Running ${LANG_SIMPCHINESE} "控制台正在运行。请先结束它 (Ctrl+Q 两次)。"
LangString Running ${LANG_ENGLISH} "The console is running. End it first (Ctrl+Q twice)."
LangString Link ${LANG_SIMPCHINESE} "疫情防控指挥控制台"
LangString Link ${LANG_ENGLISH} "Command-centre console"
LangString Purge ${LANG_SIMPCHINESE} "是否同时删除您的设置、演示数据和日志？"
LangString Purge ${LANG_ENGLISH} "Delete your settings, demonstration data and logs as well?"

; Only folders that are ours are ever removed whole, whatever folder was chosen for them.
!macro RemoveProgram
    RMDir /r "$INSTDIR\python"
    RMDir /r "$INSTDIR\lib"
    RMDir /r "$INSTDIR\app"
    RMDir /r "$INSTDIR\THIRD-PARTY-LICENCES"
    Delete "$INSTDIR\command-console.exe"
    Delete "$INSTDIR\command-console-window.exe"
    Delete "$INSTDIR\command-console.ico"
    Delete "$INSTDIR\sbom.cdx.json"
    Delete "$INSTDIR\uninstall.exe"
!macroend

; A file that runs cannot be opened for writing: ending with half an upgrade would be worse.
!macro RefuseWhileRunning
    ${If} ${FileExists} "$INSTDIR\python\python311.dll"
        ClearErrors
        FileOpen $0 "$INSTDIR\python\python311.dll" a
        ${If} ${Errors}
            MessageBox MB_ICONEXCLAMATION|MB_OK "$(Running)" /SD IDOK
            SetErrorLevel 3
            Quit
        ${EndIf}
        FileClose $0
    ${EndIf}
!macroend

Function .onInit
    ${IfNot} ${RunningX64}
    ${OrIfNot} ${AtLeastWin10}
        MessageBox MB_ICONSTOP|MB_OK "$(TooOld)" /SD IDOK
        SetErrorLevel 2
        Quit
    ${EndIf}
    SetRegView 64
    !insertmacro MULTIUSER_INIT
FunctionEnd

Function un.onInit
    SetRegView 64
    !insertmacro MULTIUSER_UNINIT
FunctionEnd

Section "install"
    !insertmacro RefuseWhileRunning
    !insertmacro RemoveProgram
    SetOutPath "$INSTDIR"
    File /r "${STAGE}\*"
    WriteUninstaller "$INSTDIR\uninstall.exe"
    CreateShortCut "$SMPROGRAMS\$(Link).lnk" "$INSTDIR\command-console-window.exe" "" \
        "$INSTDIR\command-console.ico"
    WriteRegStr SHCTX "Software\${ID}" "Folder" "$INSTDIR"
    WriteRegStr SHCTX "Software\${ID}" "Link" "$SMPROGRAMS\$(Link).lnk"
    WriteRegStr SHCTX "Software\Microsoft\Windows\CurrentVersion\App Paths\command-console.exe" "" \
        "$INSTDIR\command-console.exe"
    WriteRegStr SHCTX "${REGISTRY}" "DisplayName" "${NAME}"
    WriteRegStr SHCTX "${REGISTRY}" "DisplayVersion" "${VERSION}"
    WriteRegStr SHCTX "${REGISTRY}" "DisplayIcon" "$INSTDIR\command-console.ico"
    WriteRegStr SHCTX "${REGISTRY}" "InstallLocation" "$INSTDIR"
    WriteRegStr SHCTX "${REGISTRY}" "UninstallString" \
        '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode'
    WriteRegStr SHCTX "${REGISTRY}" "QuietUninstallString" \
        '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode /S'
    WriteRegDWORD SHCTX "${REGISTRY}" "EstimatedSize" ${SIZE_KB}
    WriteRegDWORD SHCTX "${REGISTRY}" "NoModify" 1
    WriteRegDWORD SHCTX "${REGISTRY}" "NoRepair" 1
SectionEnd

Section "Uninstall"
    !insertmacro RefuseWhileRunning
    ReadRegStr $1 SHCTX "Software\${ID}" "Link"
    ${If} $1 != ""
        Delete "$1"
    ${EndIf}
    !insertmacro RemoveProgram
    RMDir "$INSTDIR" ; only where nothing of somebody else's lies in it
    DeleteRegKey SHCTX "${REGISTRY}"
    DeleteRegKey SHCTX "Software\${ID}"
    DeleteRegKey SHCTX "Software\Microsoft\Windows\CurrentVersion\App Paths\command-console.exe"

    ${GetParameters} $2
    ClearErrors
    ${GetOptions} $2 "/PURGE" $3
    ${IfNot} ${Errors}
        Goto purge
    ${EndIf}
    MessageBox MB_YESNO|MB_DEFBUTTON2 "$(Purge)" /SD IDNO IDYES purge
    Goto done
    purge:
        SetShellVarContext current
        RMDir /r "$LOCALAPPDATA\${ID}"
    done:
SectionEnd
