using System.CommandLine;
using PacketDotNet;
using Router.Ctl.Cli;
using Router.Ctl.Nhrp.Edges;
using Router.Wire.Nhrp;
using Router.Wire.Nhrp.Text;

namespace Router.Ctl.Nhrp;

/// <summary><c>routerctl nhrp decode FILE.pcap</c>: what crossed the underlay of a mesh.</summary>
internal static class NhrpCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "A pcap file with GRE packets; - reads standard input." };
        var brief = new Option<bool>("--brief") { Description = "A line a packet and a line each of its parts." };
        var json = CommandExtensions.JsonOption();
        return new Command("nhrp", "Looks into NHRP, the protocol of DMVPN meshes.").With(
            new Command("decode", "Prints the NHRP packets of a capture as a tree.").With(file, brief, json)
                .Runs(command => Decode(terminal, command.GetValue(file)!, command.GetValue(brief), command.GetValue(json))));
    }

    private static int Decode(Terminal terminal, string file, bool brief, bool json)
    {
        if (brief && json)
            throw Failure.Usage("--brief and --json exclude each other");
        var packets = new List<NhrpPacketJson>();
        var damaged = 0;
        foreach (var (time, linkType, data) in CaptureFile.Read(file, terminal))
        {
            if (!NhrpFrame.TryExtract((LinkLayers)linkType, data, out var frame))
                continue;
            if (!NhrpPacket.TryDecode(frame.Payload.Span, out var packet, out var error))
            {
                damaged++;
                terminal.WriteError($"{file}: {time:O}: {frame.OuterSource} -> {frame.OuterDestination}: not an NHRP packet: {error}");
            }
            else if (json)
            {
                packets.Add(NhrpPacketJson.From(time, frame, packet));
            }
            else
            {
                terminal.Out.Write(brief
                    ? NhrpBrief.Render(frame, packet, frame.Payload.Length)
                    : $"{time:HH:mm:ss.ffffff} {NhrpTree.Render(frame, packet)}");
            }
        }
        if (json)
            terminal.WriteJson(packets, NhrpJsonContext.Default.ListNhrpPacketJson);
        return damaged == 0 ? ExitCode.Done : ExitCode.Input;
    }
}
