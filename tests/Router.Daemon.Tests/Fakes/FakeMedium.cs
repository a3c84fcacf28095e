using Router.Daemon.Edges;

namespace Router.Daemon.Tests.Fakes;

/// <summary>A medium that counts how often something was kept on it.</summary>
internal sealed class FakeMedium : IMedium
{
    private int stamp;
    private int kept;

    public bool Exists { get; set; } = true;

    /// <summary>Why nothing can be kept on it; null: it can.</summary>
    public string? Away { get; set; }

    public long? FreeBytes { get; set; }

    public int Kept => Volatile.Read(ref kept);

    /// <summary>A file of the state is a new one.</summary>
    public void Change() => Interlocked.Increment(ref stamp);

    public string Stamp() => $"{Volatile.Read(ref stamp)}";

    public Task<string?> KeepAsync(CancellationToken stopping)
    {
        if (Away is null)
            Interlocked.Increment(ref kept);
        return Task.FromResult(Away);
    }

    public long? Free() => FreeBytes;
}
