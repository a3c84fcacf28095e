using System.Net;
using Router.Wire.Upnp;

namespace Router.Daemon.Mappings;

/// <summary>What a gateway device is asked over HTTP: descriptions, and calls.</summary>
internal static class GatewayPages
{
    /// <summary>Null: it is no description.</summary>
    public static string? Description(HttpHead head, IgdDescription description)
    {
        if (head.Method != "GET")
            return null;
        for (var version = 1; version <= 2; version++)
        {
            if (head.Target == IgdDescription.Path(version))
                return description.Devices(version);
        }
        return IgdServices.All.FirstOrDefault(service => head.Target == IgdDescription.Path(service)) is { } found
            ? IgdDescription.Actions(found)
            : null;
    }

    /// <summary>Null: it is no call, or one that says two things.</summary>
    public static GatewayCall? Call(HttpHead head, ReadOnlySpan<byte> body)
    {
        if (head.Method != "POST" || IgdServices.All.FirstOrDefault(service => head.Target == service.Path) is not { } service)
            return null;
        var named = head["soapaction"].Trim('"').Split('#');
        return named is [{ Length: > 0 } type, var action] && type[..^1] == service.Type[..^1] && type[^1] is '1' or '2'
            && SoapCall.Parse(body) is { } call && call.Action == action
            ? new(service, named[0], call)
            : null;
    }

    /// <summary>A browser that was led here by a name says the name: only who says an address means this router.</summary>
    public static bool IsForAddress(HttpHead head) =>
        IPEndPoint.TryParse(head["host"], out var host) && host.Address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork;
}

/// <summary>A call.</summary>
/// <param name="Service">Whose action it is.</param>
/// <param name="Type">As the caller names the service.</param>
/// <param name="Call">Action and arguments.</param>
internal sealed record GatewayCall(UpnpService Service, string Type, SoapCall Call);
