using System.Globalization;
using Router.Api.Contract;
using Router.Console.Edges;
using Router.Console.Language;
using Router.Console.Sessions;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.Operations;

internal static class MonitorTraffic
{
    public static readonly Command Verb = new(
        Mode.Operational, "monitor traffic", "packets of an interface, decoded as they pass", RunAsync)
    {
        Arguments =
        [
            new Argument("INTERFACE", "its name", Arity.One, CompletionSubject.Interface),
            new Argument("FILTER", "a pcap expression: udp port 53", Arity.Rest),
        ],
        Options = [Option.Json, new Option("save", "also write them to a pcap file", "FILE")],
    };

    private static async Task<int> RunAsync(Invocation call, CancellationToken stopping)
    {
        using var file = call.Option("save") is { } path ? new CaptureFile(path) : null;
        var filter = string.Join(' ', call.Rest("FILTER"));
        var code = await Streams.FollowAsync(
            call,
            new Request.MonitorTraffic(call.Argument("INTERFACE"), filter.Length == 0 ? null : filter),
            response =>
            {
                if (response is not Response.Packet packet)
                    return;
                file?.Write(packet);
                call.Session.Output.WriteLine($"{packet.Time.ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture)} {packet.Text}");
            },
            stopping);
        if (file is not null)
            call.Session.Output.WriteLine($"{file.Packets} packets in {call.Option("save")}");
        return code;
    }
}
