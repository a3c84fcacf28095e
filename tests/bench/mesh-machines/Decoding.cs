using PacketDotNet;
using Router.Wire.Captures;
using Router.Wire.Nhrp;
using Router.Wire.Nhrp.Text;

namespace Router.Bench.MeshMachines;

/// <summary>A capture read from disk, each packet decoded: what <c>routerctl nhrp decode</c> does, with and without its text.</summary>
internal static class Decoding
{
    private const int FileHeaderLength = 24;

    /// <summary>The frames of a capture again and again, as many as asked for.</summary>
    public static int Enlarge(string source, string target, int packets)
    {
        var bytes = File.ReadAllBytes(source);
        using var file = File.Create(target);
        file.Write(bytes, 0, FileHeaderLength);
        for (var written = 0; written < packets;)
        {
            for (var at = FileHeaderLength; at < bytes.Length && written < packets; written++)
            {
                var length = 16 + BitConverter.ToInt32(bytes, at + 8);
                file.Write(bytes, at, length);
                at += length;
            }
        }
        return 0;
    }

    public static int Decode(string path, bool brief)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20);
        using var output = new StreamWriter(Console.OpenStandardOutput(), bufferSize: 1 << 16);
        var reader = new PcapReader(file);
        int decoded = 0, frames = 0;
        while (reader.TryRead(out var raw))
        {
            frames++;
            if (!NhrpFrame.TryExtract((LinkLayers)reader.LinkType, raw.Data, out var frame)
                || !NhrpPacket.TryDecode(frame.Payload.Span, out var packet, out _))
                continue;
            decoded++;
            if (brief)
                output.Write(NhrpBrief.Render(frame, packet, frame.Payload.Length));
        }
        Console.Error.WriteLine($"{frames} frames, {decoded} NHRP packets");
        return decoded > 0 ? 0 : 1;
    }
}
