using Router.Daemon.Edges.Logs;

namespace Router.Daemon.Tests.Logs;

/// <summary>A log that grows, is renamed and begun again, as syslogd does with it.</summary>
public sealed class SystemLogFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("router-log-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Log => Path.Combine(folder, "messages");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Read_WhatGrows_IsWholeLinesOnce()
    {
        using var log = Open();
        Assert.Empty(await ReadAsync(log));
        File.AppendAllText(Log, "one\ntwo\nthr");
        Assert.Equal(["one", "two"], await ReadAsync(log));
        Assert.Empty(await ReadAsync(log));
        File.AppendAllText(Log, "ee\n");
        Assert.Equal(["three"], await ReadAsync(log));
    }

    [Fact]
    public async Task Read_ThatIsRenamed_EndsTheOldAndBeginsTheNew()
    {
        using var log = Open();
        File.AppendAllText(Log, "one\n");
        Assert.Equal(["one"], await ReadAsync(log));
        File.AppendAllText(Log, "two\n");
        File.Move(Log, $"{Log}.0");
        File.AppendAllText(Log, "three\n");
        Assert.Equal(["two", "three"], await ReadAsync(log));
        Assert.Empty(await ReadAsync(log));
    }

    [Fact]
    public async Task Read_ThatIsCutShort_BeginsAgain()
    {
        using var log = Open();
        File.AppendAllText(Log, "one\ntwo\n");
        await ReadAsync(log);
        File.WriteAllText(Log, "new\n");
        Assert.Equal(["new"], await ReadAsync(log));
    }

    [Fact]
    public async Task Read_ByTheNextDaemon_GoesOn()
    {
        File.WriteAllText(Log, "of the boot\none\n");
        using (var first = Open())
            Assert.Equal(["of the boot", "one"], await ReadAsync(first));
        File.AppendAllText(Log, "two\n");
        using (var second = Open())
            Assert.Equal(["two"], await ReadAsync(second));
        // Another file of the same length or more is no longer the one that was read.
        File.WriteAllText(Log, "of another day\none\ntwo\nthree\n");
        using var third = Open();
        Assert.Equal(["of another day", "one", "two", "three"], await ReadAsync(third));
    }

    [Fact]
    public async Task Skip_LeavesWhatIsThere()
    {
        File.WriteAllText(Log, "one\n");
        using var log = Open();
        log.Skip();
        File.AppendAllText(Log, "two\n");
        Assert.Equal(["two"], await ReadAsync(log));
    }

    [Fact]
    public async Task Read_LineWithoutEnd_IsLeftOut()
    {
        File.WriteAllText(Log, $"{new string('x', 200_000)}\none\n");
        using var log = Open();
        Assert.Equal("one", (await ReadAsync(log))[^1]);
    }

    private SystemLogFile Open() => new(Log, Path.Combine(folder, "sent"));

    private static async Task<List<string>> ReadAsync(SystemLogFile log)
    {
        var lines = new List<string>();
        await foreach (var line in log.ReadAsync(Token))
            lines.Add(line);
        return lines;
    }
}
