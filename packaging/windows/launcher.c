/* Starts the console's own Python with the words that were typed, and returns its exit code.
 *
 * Built twice: with -DWINDOWED for the menu (no black window; a fault at the start is told in a box),
 * and without for the command line. Everything is found beside the launcher itself, so that the
 * folder may lie anywhere, in paths with blanks and Chinese characters too. */
#include <windows.h>
#include <wchar.h>

#ifdef WINDOWED
#define PYTHON L"python\\pythonw.exe"
#else
#define PYTHON L"python\\python.exe"
#endif

#define MOST 32767 /* characters that Windows allows a command line */

static wchar_t folder[MOST], command[MOST];

/* Return what follows the program's own name on the command line. */
static const wchar_t *words(const wchar_t *line)
{
    BOOL quoted = FALSE;
    for (; *line && (quoted || (*line != L' ' && *line != L'\t')); line++)
        if (*line == L'"')
            quoted = !quoted;
    while (*line == L' ' || *line == L'\t')
        line++;
    return line;
}

static void tell(const wchar_t *text)
{
#ifdef WINDOWED
    MessageBoxW(NULL, text, L"Command-centre console", MB_ICONERROR | MB_SETFOREGROUND);
#else
    DWORD written;
    HANDLE out = GetStdHandle(STD_ERROR_HANDLE);
    if (!WriteConsoleW(out, text, (DWORD)wcslen(text), &written, NULL)) {
        char utf8[2048];
        int size = WideCharToMultiByte(CP_UTF8, 0, text, -1, utf8, sizeof utf8, NULL, NULL);
        if (size > 1)
            WriteFile(out, utf8, (DWORD)size - 1, &written, NULL);
    }
#endif
}

/* The child ends with the launcher, however that ends. */
static void bind_to_us(HANDLE child)
{
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits = {0};
    HANDLE job = CreateJobObjectW(NULL, NULL);
    limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
    if (job && SetInformationJobObject(job, JobObjectExtendedLimitInformation, &limits, sizeof limits))
        AssignProcessToJobObject(job, child);
}

static int start(void)
{
    STARTUPINFOW about = {.cb = sizeof about};
    PROCESS_INFORMATION child;
    DWORD code = 1;
    DWORD length = GetModuleFileNameW(NULL, folder, MOST);
    wchar_t *end = length && length < MOST ? wcsrchr(folder, L'\\') : NULL;

    if (!end)
        return 1;
    *end = 0;
    if (_snwprintf(command, MOST, L"\"%ls\\%ls\" -X utf8 \"%ls\\app\\main.py\" %ls", folder, PYTHON,
                   folder, words(GetCommandLineW())) < 0) {
        tell(L"The command line is too long. \u547d\u4ee4\u884c\u8fc7\u957f\u3002\n");
        return 2;
    }
    GetStartupInfoW(&about);
    SetConsoleCtrlHandler(NULL, TRUE); /* Ctrl+C is the child's to answer */
    if (!CreateProcessW(NULL, command, NULL, NULL, TRUE, CREATE_SUSPENDED, NULL, NULL, &about, &child)) {
        tell(L"The installation is damaged: install it anew. "
             L"\u5b89\u88c5\u5df2\u635f\u574f\uff0c\u8bf7\u91cd\u65b0\u5b89\u88c5\u3002\n");
        return 1;
    }
    bind_to_us(child.hProcess);
    SetConsoleCtrlHandler(NULL, FALSE);
    ResumeThread(child.hThread);
    SetConsoleCtrlHandler(NULL, TRUE);
    WaitForSingleObject(child.hProcess, INFINITE);
    GetExitCodeProcess(child.hProcess, &code);
    return (int)code;
}

#ifdef WINDOWED
int WINAPI WinMain(HINSTANCE self, HINSTANCE before, LPSTR line, int show)
{
    int code = start();
    (void)self, (void)before, (void)line, (void)show;
    if (code != 0)
        tell(L"The console ended with a fault. In a command window, "
             L"\"command-console check\" says what is wrong.\n\n"
             L"\u63a7\u5236\u53f0\u5f02\u5e38\u7ed3\u675f\u3002\u8bf7\u5728\u547d\u4ee4\u7a97\u53e3"
             L"\u8fd0\u884c command-console check \u67e5\u770b\u539f\u56e0\u3002");
    return code;
}
#else
int main(void)
{
    return start();
}
#endif
