using Router.Core.Tests.Config;
using Router.Core.Tests.State;
using Router.Testing.Kernel;

namespace Router.Core.Tests.Services;

/// <summary>
/// In a folder that a service's user owns each name may be a link to anywhere, put there by whoever broke into the service: root's scripts
/// name nothing in one.
/// </summary>
public sealed class RootScriptTests
{
    private static readonly string[] Folders =
    [
        "services", "rootfs/usr/libexec/router", "rootfs/usr/share/router", "machine/usr/libexec/router", "machine/usr/sbin",
        "container/usr/libexec/router",
    ];

    [Fact]
    public void Scripts_NameNothingWhereAServicesUserMayPutLinks()
    {
        var owned = Directory.GetFiles(Examples.Folder, "*.yaml").Select(Path.GetFileName)
            .SelectMany(name => Example.Desired(Example.File(name!), FakeKernel.WithPorts(8)).Services)
            .SelectMany(service => service.Directories)
            .Where(d => !d.Owner.StartsWith("root:", StringComparison.Ordinal))
            .Select(d => d.Path)
            .Distinct()
            .ToList();
        Assert.Empty(((string[])["/run/frr", "/data/squid", "/var/log/squid", "/var/lib/chrony"]).Except(owned));
        var firmware = Path.Combine(Examples.Root(), "firmware");
        var offences =
            from folder in Folders
            from file in Directory.GetFiles(Path.Combine(firmware, folder))
            from line in File.ReadLines(file)
            where !line.TrimStart().StartsWith('#')
            // Whether there is a folder may be asked.
            where owned.Exists(path => line.Contains($"{path}/", StringComparison.Ordinal))
                && !line.TrimStart().StartsWith("[ ! -d ", StringComparison.Ordinal)
            select $"{Path.GetRelativePath(firmware, file)}: {line.Trim()}";
        Assert.Empty(offences);
    }
}
