namespace Router.Boot.Tests.Modes;

/// <summary>One disk whose data partition gets worse from boot to boot.</summary>
public sealed class DamageTests
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task DataPartition_FullThenDamagedThenGone_BootsWhatWasConfirmed()
    {
        using var lab = await ModesLab.MakeAsync();
        await using (var machine = await lab.StartAsync(seed: true))
        {
            await lab.ReadyAsync(machine);
            (await lab.CommitAsync("confirmed")).OrThrow("commit");
            await machine.Console.Transcript.WaitForAsync("login:", ModesLab.Within, Stopping);
            Assert.True(await machine.PowerOffAsync(ModesLab.Within, Stopping), machine.Console.Transcript.Tail);
        }

        // Full: what is confirmed boots, a commit is refused, and that is told.
        var filler = Path.GetTempFileName();
        await File.WriteAllBytesAsync(filler, [.. Enumerable.Repeat((byte)0x5a, 200 << 20)], Stopping);
        await lab.DebugAsync($"write {filler} router/filler");
        File.Delete(filler);
        await using (var machine = await lab.StartAsync())
        {
            await lab.ReadyAsync(machine);
            var (hostname, notes) = await lab.LookAsync();
            Assert.Equal("confirmed", hostname);
            Assert.Contains(notes, note => note.StartsWith("the data partition is full", StringComparison.Ordinal));
            var refused = await lab.CommitAsync("too-much");
            Assert.Equal(3, refused.ExitCode);
            Assert.Contains("nothing was changed", refused.Error + refused.Output, StringComparison.Ordinal);
            Assert.Equal("confirmed", (await lab.LookAsync()).Hostname);
            Assert.True(await machine.PowerOffAsync(ModesLab.Within, Stopping), machine.Console.Transcript.Tail);
        }
        await lab.DebugAsync("rm router/filler");

        // A superblock of garbage: repaired from another copy of it.
        await lab.WriteDataAsync(0, [.. Enumerable.Repeat((byte)0xa5, 4096)]);
        await using (var machine = await lab.StartAsync())
        {
            await lab.ReadyAsync(machine);
            var (hostname, notes) = await lab.LookAsync();
            Assert.Equal("confirmed", hostname);
            Assert.Contains(notes, note => note.EndsWith("was damaged and is repaired", StringComparison.Ordinal));
            Assert.True(await machine.PowerOffAsync(ModesLab.Within, Stopping), machine.Console.Transcript.Tail);
        }

        // Nothing of it is left: what was confirmed comes from the second copy, and commits go on, from boot to boot.
        await lab.WriteDataAsync(0, new byte[128 << 20]);
        foreach (var (before, after) in ((string, string)[])[("confirmed", "in-memory"), ("in-memory", "still")])
        {
            await using var machine = await lab.StartAsync();
            await lab.ReadyAsync(machine);
            var (hostname, notes) = await lab.LookAsync();
            Assert.Equal(before, hostname);
            Assert.Contains(notes, note => note.EndsWith("it comes from its second copy", StringComparison.Ordinal));
            (await lab.CommitAsync(after)).OrThrow("commit");
            Assert.True(await machine.PowerOffAsync(ModesLab.Within, Stopping), machine.Console.Transcript.Tail);
        }
    }
}
