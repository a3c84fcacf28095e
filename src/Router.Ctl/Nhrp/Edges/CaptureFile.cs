using Router.Ctl.Cli;
using Router.Wire.Captures;

namespace Router.Ctl.Nhrp.Edges;

internal static class CaptureFile
{
    /// <summary>The frames of a pcap file, as they are read; <c>-</c> is standard input.</summary>
    /// <exception cref="Failure">The file is not there, or is not a pcap file.</exception>
    public static IEnumerable<(DateTime Time, int LinkType, byte[] Data)> Read(string file, Terminal terminal)
    {
        using var stream = Open(file, terminal);
        var reader = Guard(file, () => new PcapReader(stream));
        while (Guard(file, () => reader.TryRead(out var frame) ? frame : null) is { } next)
            yield return (next.Time, reader.LinkType, next.Data);
    }

    private static Stream Open(string file, Terminal terminal)
    {
        if (file == "-")
            return terminal.OpenInput();
        if (!File.Exists(file))
            throw Failure.Input($"{file}: no such file", "give a capture as `tcpdump -w FILE proto gre` writes it");
        return new BufferedStream(File.OpenRead(file), 1 << 16);
    }

    private static T Guard<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException e)
        {
            throw Failure.Input($"{file}: {e.Message}", "give a capture as `tcpdump -w FILE proto gre` writes it", e);
        }
    }
}
