using Router.Linux.Edges.Files;
using Router.Linux.Edges.Processes;

namespace Router.Linux.Tests.Files;

public sealed class StrangersFileTests
{
    [Fact]
    public async Task TryRead_WhatAStrangerMayPutThere_IsNeitherFollowedNorWaitedFor()
    {
        using var system = new Temporary();
        system.Write("/plain", "4711\n");
        system.Write("/long", new string('9', 100_000));
        File.CreateSymbolicLink(system.InRoot("/link"), system.InRoot("/plain"));
        File.CreateSymbolicLink(system.InRoot("/endless"), "/dev/zero");
        await ProgramRunner.RunAsync("mkfifo", [system.InRoot("/pipe")], "", TestContext.Current.CancellationToken);
        Assert.Equal("4711\n", StrangersFile.TryRead(system.InRoot("/plain"), 32));
        Assert.Equal(32, StrangersFile.TryRead(system.InRoot("/long"), 32)!.Length);
        foreach (var other in (string[])["/link", "/endless", "/gone", "/"])
            Assert.Null(StrangersFile.TryRead(system.InRoot(other), 32));
        Assert.True(string.IsNullOrEmpty(StrangersFile.TryRead(system.InRoot("/pipe"), 32)));
    }
}
