using System.Diagnostics;
using System.Text;
using Router.Linux.Edges.Processes;

namespace Router.Linux.Tests.Services;

/// <summary>
/// A script of <c>firmware/services</c> whose folders lie below a temporary one. The programs that it runs by name are stand-ins that note
/// their arguments in <c>said</c> and succeed, unless there is a file <c>fail-NAME</c>.
/// </summary>
internal sealed class ServiceScript(Temporary system, string name)
{
    private string Said => system.InRoot("/said");

    public ServiceScript With(params string[] programs)
    {
        foreach (var program in programs)
        {
            var path = program.StartsWith('/') ? program : $"/bin/{program}";
            var word = Path.GetFileName(program);
            system.Write(
                path,
                $"#!/bin/sh\necho \"{word} $*\" >>{Said}\nfor last; do :; done\n[ ! -f \"$last\" ] || sed 's/^/  /' \"$last\" >>{Said}\n[ ! -e {system.InRoot($"/fail-{word}")} ]\n");
            File.SetUnixFileMode(system.InRoot(path), (UnixFileMode)493);
        }
        return this;
    }

    /// <summary>True: the function of the script ended well.</summary>
    public async Task<bool> RunAsync(string function)
    {
        var script = new StringBuilder(File.ReadAllText(Path.Combine(Firmware(), "services", name)));
        foreach (var folder in (string[])["/etc/", "/run/", "/data/", "/usr/bin/"])
            script.Replace(folder, system.InRoot(folder));
        script.Replace("/usr/libexec/", Path.Combine(Firmware(), "rootfs/usr/libexec/"));
        system.Write("/script", script.ToString());
        Directory.CreateDirectory(system.InRoot("/run/router"));
        var (code, _, _) = await ProgramRunner.RunAsync(
            "sh",
            ["-c", $"RC_SVCNAME={name}; PATH={system.InRoot("/bin")}:$PATH; . {system.InRoot("/script")}; {function}"],
            "",
            TestContext.Current.CancellationToken);
        return code == 0;
    }

    /// <summary>
    /// What the stand-ins noted since the last time: a line each, and behind two spaces the file that was their last argument.
    /// </summary>
    public string[] Take()
    {
        var said = File.Exists(Said) ? File.ReadAllLines(Said) : [];
        File.Delete(Said);
        return [.. said.Select(line => line.Replace(system.InRoot("/"), "/", StringComparison.Ordinal))];
    }

    private static string Firmware()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Router.sln")))
                return Path.Combine(folder.FullName, "firmware");
        }
        throw new UnreachableException();
    }
}
