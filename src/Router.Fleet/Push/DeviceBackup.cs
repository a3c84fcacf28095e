using Router.Api.Contract;

namespace Router.Fleet.Push;

/// <summary>The state of a device as one file.</summary>
public static class DeviceBackup
{
    private static readonly byte[] GzipMark = [0x1f, 0x8b];

    /// <summary>As <c>backup -</c> writes it.</summary>
    /// <exception cref="IOException">The connection broke, or it gave no backup; the message says why.</exception>
    public static async Task<byte[]> MakeAsync(IDeviceSession session, TimeSpan within, CancellationToken stopping)
    {
        using var archive = new MemoryStream();
        var answer = await session.TalkAsync(
            "backup -", (_, output, ending) => Task.Run(() => Copy(output, archive), ending).WaitAsync(within, ending), within, stopping);
        if (answer.ExitCode == 0 && archive.ToArray() is var bytes && bytes.AsSpan().StartsWith(GzipMark))
            return bytes;
        var why = answer.Error.Trim().Split('\n')[0];
        throw new IOException($"backup gave no backup{(why.Length > 0 ? $": {why}" : "")}");
    }

    private static void Copy(Stream output, MemoryStream archive)
    {
        var buffer = new byte[32 << 10];
        for (int read; (read = output.Read(buffer)) > 0;)
        {
            if (archive.Length + read > Request.Restore.Largest)
                throw new IOException("the backup is larger than any that can be restored");
            archive.Write(buffer, 0, read);
        }
    }
}
