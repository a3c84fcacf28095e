namespace Router.Wire.Upnp;

/// <summary>A service of a UPnP device: its actions in their order.</summary>
/// <param name="Name">As in its type, which has the version behind: <c>WANIPConnection</c>.</param>
/// <param name="Version">From 1 on.</param>
/// <param name="Id">As in its identifier.</param>
/// <param name="Path">Of its description and of its calls.</param>
/// <param name="Actions">What it can be asked.</param>
public sealed record UpnpService(string Name, int Version, string Id, string Path, IReadOnlyList<UpnpAction> Actions)
{
    public string Type => $"urn:schemas-upnp-org:service:{Name}:{Version}";
}

/// <summary>An action with its arguments, those of the answer behind those of the call.</summary>
public sealed record UpnpAction(string Name, IReadOnlyList<UpnpArgument> Arguments);

/// <summary>An argument.</summary>
/// <param name="Name">In calls and answers.</param>
/// <param name="IsOut">It is the answer's.</param>
/// <param name="Variable">The state variable that says its type.</param>
public sealed record UpnpArgument(string Name, bool IsOut, UpnpVariable Variable);

/// <summary>A state variable.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its data type: <c>ui2</c>, <c>string</c>.</param>
public sealed record UpnpVariable(string Name, string Type);
