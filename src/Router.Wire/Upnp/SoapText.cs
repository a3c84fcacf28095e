namespace Router.Wire.Upnp;

/// <summary>Answers to a <see cref="SoapCall"/> (UPnP Device Architecture 1.1, 3.1.1 and 3.1.2).</summary>
public static class SoapText
{
    private const string Envelope = "s:Envelope", Body = "s:Body", Fault = "s:Fault", Error = "UPnPError";

    private const string Attributes =
        "xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" s:encodingStyle=\"http://schemas.xmlsoap.org/soap/encoding/\"";

    /// <param name="type">Of the service, as the caller named it.</param>
    /// <param name="action">What was called.</param>
    /// <param name="values">In the action's order.</param>
    public static string Answer(string type, string action, IEnumerable<(string Name, string Value)> values)
    {
        var name = $"u:{action}Response";
        var text = new XmlText().Open(Envelope, Attributes).Open(Body).Open(name, $"xmlns:u=\"{type}\"");
        foreach (var (argument, value) in values)
            text.Add(argument, value);
        return text.Close(name).Close(Body).Close(Envelope).ToString();
    }

    public static string Failure(UpnpError error) => new XmlText().Open(Envelope, Attributes).Open(Body).Open(Fault)
        .Add("faultcode", "s:Client").Add("faultstring", "UPnPError").Open("detail")
        .Open(Error, "xmlns=\"urn:schemas-upnp-org:control-1-0\"")
        .Add("errorCode", $"{(int)error}").Add("errorDescription", $"{error}")
        .Close(Error).Close("detail").Close(Fault).Close(Body).Close(Envelope).ToString();
}
