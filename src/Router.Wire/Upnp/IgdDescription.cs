using System.Globalization;

namespace Router.Wire.Upnp;

/// <summary>
/// What a client reads of an Internet gateway device: devices with their services (UPnP Device Architecture 1.1, 2.3), and the actions of
/// each service (2.5).
/// </summary>
/// <param name="Identity">128 bits in 32 hexadecimal digits; the devices within count on from it.</param>
/// <param name="Name">What people see.</param>
public sealed record IgdDescription(string Identity, string Name)
{
    public const string Gateway = "InternetGatewayDevice", Wan = "WANDevice", Connection = "WANConnectionDevice";

    private const string
        DeviceSpace = "xmlns=\"urn:schemas-upnp-org:device-1-0\"", ServiceSpace = "xmlns=\"urn:schemas-upnp-org:service-1-0\"";

    public static string DeviceType(string name, int version) => $"urn:schemas-upnp-org:device:{name}:{version}";

    /// <summary>The path of the description of a device of that version.</summary>
    public static string Path(int version) => $"/gateway{version}.xml";

    /// <summary>The path of the description of a service.</summary>
    public static string Path(UpnpService service) => $"{service.Path}.xml";

    /// <summary>The unique name of a device.</summary>
    /// <param name="device">One of the names above.</param>
    public string UniqueName(string device)
    {
        var last = device switch
        {
            Gateway => 0,
            Wan => 1,
            _ => 2,
        };
        var end = (byte)(Convert.ToByte(Identity[30..], 16) + last);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"uuid:{Identity[..8]}-{Identity[8..12]}-{Identity[12..16]}-{Identity[16..20]}-{Identity[20..30]}{end:x2}");
    }

    public string Devices(int version)
    {
        var text = new XmlText().Open("root", DeviceSpace);
        Version(text);
        Begin(text, Gateway, version).Open("deviceList");
        Services(Begin(text, Wan, version), IgdServices.Common).Open("deviceList");
        Services(Begin(text, Connection, version), IgdServices.Connection(version));
        return text.Close("device").Close("deviceList").Close("device").Close("deviceList").Close("device").Close("root").ToString();
    }

    public static string Actions(UpnpService service)
    {
        var text = new XmlText().Open("scpd", ServiceSpace);
        Version(text);
        text.Open("actionList");
        foreach (var action in service.Actions)
        {
            text.Open("action").Add("name", action.Name).Open("argumentList");
            foreach (var argument in action.Arguments)
                text.Open("argument").Add("name", argument.Name).Add("direction", argument.IsOut ? "out" : "in")
                    .Add("relatedStateVariable", argument.Variable.Name).Close("argument");
            text.Close("argumentList").Close("action");
        }
        text.Close("actionList").Open("serviceStateTable");
        foreach (var variable in service.Actions.SelectMany(action => action.Arguments).Select(argument => argument.Variable).Distinct())
            text.Open("stateVariable", "sendEvents=\"no\"").Add("name", variable.Name).Add("dataType", variable.Type)
                .Close("stateVariable");
        return text.Close("serviceStateTable").Close("scpd").ToString();
    }

    private static void Version(XmlText text) => text.Open("specVersion").Add("major", "1").Add("minor", "1").Close("specVersion");

    private XmlText Begin(XmlText text, string device, int version) => text.Open("device").Add("deviceType", DeviceType(device, version))
        .Add("friendlyName", Name).Add("manufacturer", "Router").Add("modelName", "Router").Add("UDN", UniqueName(device));

    private static XmlText Services(XmlText text, UpnpService service) => text.Open("serviceList").Open("service")
        .Add("serviceType", service.Type).Add("serviceId", $"urn:upnp-org:serviceId:{service.Id}").Add("SCPDURL", Path(service))
        .Add("controlURL", service.Path).Add("eventSubURL", "").Close("service").Close("serviceList");
}
