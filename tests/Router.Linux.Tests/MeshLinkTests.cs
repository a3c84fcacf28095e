using Router.Core.Edges;
using Router.Linux.Edges.Mesh;

namespace Router.Linux.Tests;

public sealed class MeshLinkTests
{
    /// <summary>Its sysctls are not there: the sockets that were opened before are closed again.</summary>
    [Fact]
    public void Open_FailsHalfway_LeavesNoSocketOpen()
    {
        const int Times = 200;
        var before = OpenFiles();
        for (var time = 0; time < Times; time++)
            Assert.Throws<ApplyException>(() => new LinuxMeshLink(new MeshPlace("no-such-link", 4711), 0, _ => { }));
        // Other tests open files as well.
        Assert.InRange(OpenFiles() - before, -Times, Times / 2);
    }

    private static int OpenFiles() => Directory.GetFiles("/proc/self/fd").Length;
}
