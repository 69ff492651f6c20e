; Packs dist\parure into an installer for one person of a Windows PC: makensis installer\parure.nsi
; (It compiles on Debian too; a program for Windows must be built on Windows.)
Unicode true
!include MUI2.nsh
!ifndef VERSION
  !define VERSION "0.1.0"
!endif

Name "Parure"
OutFile "..\dist\parure-${VERSION}-setup.exe"
InstallDir "$LOCALAPPDATA\Programs\Parure"
RequestExecutionLevel user
SetCompressor /SOLID lzma
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "Parure"
VIAddVersionKey "FileDescription" "Parure, the back office of a fine-jewelry boutique"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "Parure"

!define MUI_ICON "..\build\icon\parure.ico"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\parure.exe"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

Section "Parure"
  SetOutPath "$INSTDIR"
  RMDir /r "$INSTDIR\_internal"
  File /r "..\dist\parure\*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Parure.lnk" "$INSTDIR\parure.exe"
  WriteRegStr HKCU "Software\Microsoft\Windows\CurrentVersion\Uninstall\Parure" "DisplayName" "Parure"
  WriteRegStr HKCU "Software\Microsoft\Windows\CurrentVersion\Uninstall\Parure" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "Software\Microsoft\Windows\CurrentVersion\Uninstall\Parure" "UninstallString" "$INSTDIR\uninstall.exe"
SectionEnd

; The shops themselves lie in the person's own data and stay.
Section "Uninstall"
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\parure.exe"
  Delete "$INSTDIR\parure-cli.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Parure.lnk"
  DeleteRegKey HKCU "Software\Microsoft\Windows\CurrentVersion\Uninstall\Parure"
SectionEnd
