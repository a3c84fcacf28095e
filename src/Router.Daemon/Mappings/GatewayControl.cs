using System.Globalization;
using System.Net;
using Router.Core.Mappings;
using Router.Core.Values;
using Router.Wire.Upnp;

namespace Router.Daemon.Mappings;

/// <summary>
/// Answers calls of an Internet gateway device. A host asks for itself alone, and sees its own mappings alone; one without an end gets the
/// longest lifetime that there is.
/// </summary>
internal sealed class GatewayControl(Mapper mapper)
{
    private const int LongestDescription = 64;

    /// <summary>The values of the answer in the action's order, or why there are none.</summary>
    public UpnpError Answer(UpnpService service, SoapCall call, IPAddress from, TimeSpan now, out IReadOnlyList<string> values)
    {
        values = [];
        if (service.Actions.FirstOrDefault(action => action.Name == call.Action) is not { } action)
            return UpnpError.InvalidAction;
        if (action.Arguments.Any(argument => !argument.IsOut && !call.Arguments.ContainsKey(argument.Name)))
            return UpnpError.InvalidArgs;
        if (!mapper.Rules.MayAsk(from))
            return UpnpError.ActionNotAuthorized;
        switch (action.Name)
        {
            case "GetCommonLinkProperties": values = ["Ethernet", "0", "0", mapper.Address is null ? "Down" : "Up"]; break;
            case "GetConnectionTypeInfo": values = ["IP_Routed", "IP_Routed"]; break;
            case "GetStatusInfo":
                values = [mapper.Address is null ? "Disconnected" : "Connected", "ERROR_NONE", $"{mapper.Epoch(now)}"];
                break;
            case "GetNATRSIPStatus": values = ["0", "1"]; break;
            case "GetExternalIPAddress": values = [$"{mapper.Address}"]; break;
            case "GetGenericPortMappingEntry": return Numbered(call, from, now, out values);
            case "GetSpecificPortMappingEntry": return Specific(call, from, now, out values);
            case "DeletePortMapping": return Delete(call, from, now);
            case "AddPortMapping": return Add(call, from, now, noOther: true, out _);
            case "AddAnyPortMapping":
                var error = Add(call, from, now, noOther: false, out var port);
                values = [$"{port}"];
                return error;
        }
        return UpnpError.None;
    }

    private UpnpError Add(SoapCall call, IPAddress from, TimeSpan now, bool noOther, out ushort port)
    {
        port = 0;
        if (!TryKey(call, out var key) || !TryPort(call, "NewInternalPort", out var inner) || (key.Port == 0 && noOther) || inner == 0
            || call.Arguments["NewEnabled"] is not ("1" or "true" or "yes")
            || !uint.TryParse(call.Arguments["NewLeaseDuration"], NumberStyles.None, CultureInfo.InvariantCulture, out var lease)
            || !IPAddress.TryParse(call.Arguments["NewInternalClient"], out var client))
            return UpnpError.ArgumentValueInvalid;
        if (call.Arguments["NewRemoteHost"] is not ("" or "0.0.0.0"))
            return UpnpError.RemoteHostOnlySupportsWildcard;
        if (!client.Equals(from) || (noOther && !mapper.Rules.InRange(key.Port)))
            return UpnpError.ActionNotAuthorized;
        var answer = mapper.Ask(
            new MappingRequest(key.Protocol, from, inner)
            {
                WantedPort = key.Port,
                NoOther = noOther,
                Lifetime = lease == 0 ? mapper.Rules.Lifetime : TimeSpan.FromSeconds(lease),
                Origin = MappingOrigin.Upnp,
                Description = Printable(call.Arguments["NewPortMappingDescription"]),
            },
            now);
        port = answer.Mapping?.ExternalPort ?? 0;
        return answer.Refusal switch
        {
            MappingRefusal.None => UpnpError.None,
            MappingRefusal.NotAllowed or MappingRefusal.NotOwner => UpnpError.ActionNotAuthorized,
            MappingRefusal.Taken => UpnpError.ConflictInMappingEntry,
            MappingRefusal.HostIsFull or MappingRefusal.Full => UpnpError.NoPortMapsAvailable,
            _ => UpnpError.ActionFailed,
        };
    }

    private UpnpError Delete(SoapCall call, IPAddress from, TimeSpan now)
    {
        if (!TryKey(call, out var key))
            return UpnpError.ArgumentValueInvalid;
        if (mapper.Find(key) is not { } mapping)
            return UpnpError.NoSuchEntryInArray;
        if (!mapping.Host.Equals(from) || mapping.Nonce.Length > 0)
            return UpnpError.ActionNotAuthorized;
        mapper.End([mapping], now);
        return UpnpError.None;
    }

    private UpnpError Numbered(SoapCall call, IPAddress from, TimeSpan now, out IReadOnlyList<string> values)
    {
        var own = mapper.Of(from);
        values = [];
        if (!TryPort(call, "NewPortMappingIndex", out var index) || index >= own.Count)
            return UpnpError.SpecifiedArrayIndexInvalid;
        values = ["", $"{own[index].ExternalPort}", $"{own[index].Protocol}".ToUpperInvariant(), .. Entry(own[index], now)];
        return UpnpError.None;
    }

    private UpnpError Specific(SoapCall call, IPAddress from, TimeSpan now, out IReadOnlyList<string> values)
    {
        values = [];
        if (!TryKey(call, out var key))
            return UpnpError.ArgumentValueInvalid;
        if (mapper.Find(key) is not { } mapping || !mapping.Host.Equals(from))
            return UpnpError.NoSuchEntryInArray;
        values = [.. Entry(mapping, now)];
        return UpnpError.None;
    }

    private static IEnumerable<string> Entry(PortMapping mapping, TimeSpan now) =>
    [
        $"{mapping.InternalPort}", $"{mapping.Host}", "1", mapping.Description,
        $"{(uint)Math.Max(1, (mapping.Until - now).TotalSeconds)}",
    ];

    private static bool TryKey(SoapCall call, out MappingKey key)
    {
        key = default;
        TransportProtocol? protocol = call.Arguments["NewProtocol"].ToUpperInvariant() switch
        {
            "TCP" => TransportProtocol.Tcp,
            "UDP" => TransportProtocol.Udp,
            _ => null,
        };
        if (protocol is null || !TryPort(call, "NewExternalPort", out var port))
            return false;
        key = new(protocol.Value, port);
        return true;
    }

    private static bool TryPort(SoapCall call, string argument, out ushort port) =>
        ushort.TryParse(call.Arguments[argument], NumberStyles.None, CultureInfo.InvariantCulture, out port);

    /// <summary>It is shown to people.</summary>
    private static string Printable(string text) =>
        string.Concat(text.Where(letter => letter is >= ' ' and <= '~').Take(LongestDescription));
}
