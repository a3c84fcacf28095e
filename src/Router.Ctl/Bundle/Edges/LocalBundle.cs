using Router.Bundles;
using Router.Bundles.Format;
using Router.Ctl.Cli;
using Router.Ctl.Keys;
using Router.Fleet.Upgrades;

namespace Router.Ctl.Bundle.Edges;

/// <summary>A bundle on this machine.</summary>
internal sealed class LocalBundle : IBundleSource, IDisposable
{
    private readonly FileStream stream;

    private LocalBundle(string path, FileStream stream, byte[] headBytes, BundleHead head) =>
        (Path, this.stream, HeadBytes, Head) = (path, stream, headBytes, head);

    public string Path { get; }

    /// <summary>All that stands before the data.</summary>
    public ReadOnlyMemory<byte> HeadBytes { get; }

    public BundleHead Head { get; }

    public string Version => Head.Manifest.Version;

    /// <param name="path">Of the file.</param>
    /// <param name="keys">A folder of public keys; null: those of the repository.</param>
    /// <param name="stopping">Ends it.</param>
    /// <exception cref="Failure">There is no such file, or it is not taken.</exception>
    public static async Task<LocalBundle> OpenAsync(string path, string? keys, CancellationToken stopping)
    {
        FileStream stream;
        try
        {
            stream = File.OpenRead(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Failure.Input($"{path}: there is no such file", "`routerctl bundle BOARD` makes one", e);
        }
        try
        {
            var trusted = Failure.Try(() => TrustedKeys.Read(keys));
            return await TryAsync(path, async () =>
            {
                var bytes = await BundleFile.ReadHeadAsync(stream, stopping);
                var head = BundleHead.Read(bytes, trusted, Signers.Today);
                if (stream.Length < head.Header.BundleLength)
                    throw BundleHeader.CutOff(stream.Length, head.Header.BundleLength);
                return new LocalBundle(path, stream, bytes, head);
            });
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    /// <summary>Holds all of it against its signature.</summary>
    /// <exception cref="Failure">It is not what was signed.</exception>
    public Task VerifyAsync(StepStarter steps, CancellationToken stopping) => TryAsync(Path, () => Task.Run(
        () =>
        {
            stream.Position = Head.Header.HeadLength;
            BundleFile.Verify(Head, stream, steps("verifying", Head.Header.Data), stopping);
            return true;
        },
        stopping));

    public void Read(long offset, Span<byte> buffer)
    {
        for (var read = 0; read < buffer.Length;)
        {
            var count = RandomAccess.Read(stream.SafeFileHandle, buffer[read..], Head.Header.HeadLength + offset + read);
            read += count > 0 ? count : throw new IOException($"{Path} is shorter than it was");
        }
    }

    public void Dispose() => stream.Dispose();

    private static async Task<T> TryAsync<T>(string path, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (BundleException e)
        {
            throw Failure.Input($"{path}: {e.Message}", e.Hint, e);
        }
    }
}
