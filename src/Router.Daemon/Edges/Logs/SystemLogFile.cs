using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Router.Daemon.Logs;

namespace Router.Daemon.Edges.Logs;

/// <summary>
/// The file of syslogd, which renames it when it is full and begins another. How far it was read is noted beside the daemon's socket, with
/// the file's first line, so that a daemon that starts again sends nothing twice, and the first one of a boot begins at its beginning.
/// </summary>
internal sealed class SystemLogFile(string path, string note) : ISystemLog, IDisposable
{
    private const int Part = 1 << 16;

    private static readonly UTF8Encoding Text = new(false, throwOnInvalidBytes: false);

    private FileStream? open;
    private string? place;
    private long offset;

    public async IAsyncEnumerable<string> ReadAsync([EnumeratorCancellation] CancellationToken stopping)
    {
        if (open is null && !TryOpen(Noted()))
            yield break;
        while (true)
        {
            // Asked before it is read: what is written to it until it is another's is still read below.
            var renamed = Target(open!) != place;
            var before = offset;
            while (await ReadPartAsync(stopping) is { } lines)
            {
                foreach (var line in lines)
                    yield return line;
            }
            if (offset != before)
                Note();
            if (!renamed)
                yield break;
            Close();
            if (!TryOpen(_ => 0))
                yield break;
        }
    }

    public void Skip()
    {
        Close();
        if (TryOpen(stream => stream.Length))
            Note();
    }

    public void Dispose() => Close();

    /// <summary>Whole lines; one that is longer than a part is left out. Null: there is no more.</summary>
    private async Task<string[]?> ReadPartAsync(CancellationToken stopping)
    {
        if (open!.Length < offset)
            offset = 0;
        open.Position = offset;
        var buffer = new byte[Part];
        var read = await open.ReadAtLeastAsync(buffer, Part, throwOnEndOfStream: false, stopping);
        var end = buffer.AsSpan(0, read).LastIndexOf((byte)'\n') + 1;
        if (end == 0 && read < Part)
            return null;
        offset += end == 0 ? read : end;
        return Text.GetString(buffer, 0, end).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private bool TryOpen(Func<FileStream, long> from)
    {
        try
        {
            open = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            place = Target(open);
            offset = from(open);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Close();
            return false;
        }
    }

    private void Close()
    {
        open?.Dispose();
        open = null;
    }

    /// <summary>Where the open file is now: another path when it was renamed, or is gone.</summary>
    private static string? Target(FileStream stream) =>
        new FileInfo($"/proc/self/fd/{stream.SafeFileHandle.DangerousGetHandle()}").LinkTarget;

    private Func<FileStream, long> Noted()
    {
        try
        {
            var lines = File.ReadAllLines(note);
            if (lines is [var number, var first] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var noted))
                return stream => noted <= stream.Length && FirstLine(stream) == first ? noted : 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The first daemon of this boot.
        }
        return _ => 0;
    }

    private void Note()
    {
        try
        {
            File.WriteAllText(note, string.Create(CultureInfo.InvariantCulture, $"{offset}\n{FirstLine(open!)}\n"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A daemon that starts again sends some of it twice.
        }
    }

    private static string FirstLine(FileStream stream)
    {
        const int most = 1024;
        stream.Position = 0;
        var buffer = new byte[most];
        var read = stream.ReadAtLeast(buffer, most, throwOnEndOfStream: false);
        var end = buffer.AsSpan(0, read).IndexOf((byte)'\n');
        return Text.GetString(buffer, 0, end < 0 ? read : end);
    }
}
