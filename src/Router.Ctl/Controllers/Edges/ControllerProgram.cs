using System.Runtime.InteropServices;
using Router.Ctl.Cli;

namespace Router.Ctl.Controllers.Edges;

/// <summary>
/// <c>router-controller</c>, a program of its own beside this one (Orleans does not go into a static executable). It takes the place of
/// this process: signals and the exit code are its own.
/// </summary>
internal static partial class ControllerProgram
{
    private const string Name = "router-controller";

    /// <exception cref="Failure">It is not there, or cannot be started.</exception>
    public static int Become(IReadOnlyList<string> arguments)
    {
        var program = Find() ?? throw Failure.Machine(
            $"{Name} is not there: neither beside routerctl nor in PATH", "./build.sh controller makes it");
        string?[] all = [program, .. arguments, null];
        _ = Execute(program, all);
        throw Failure.Machine($"{program} cannot be started: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
    }

    private static string? Find()
    {
        string[] folders =
        [
            Path.Combine(AppContext.BaseDirectory, Name), AppContext.BaseDirectory,
            .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries),
        ];
        return folders.Select(folder => Path.Combine(folder, Name)).FirstOrDefault(File.Exists);
    }

    [LibraryImport("libc", EntryPoint = "execv", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execute(string program, string?[] arguments);
}
