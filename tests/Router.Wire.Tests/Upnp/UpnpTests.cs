using System.Text;
using System.Xml.Linq;
using Router.Testing;
using Router.Wire.Upnp;

namespace Router.Wire.Tests.Upnp;

/// <summary>Heads of HTTP, calls, descriptions and discovery.</summary>
public sealed class UpnpTests
{
    private const string Search =
        "M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nMAN: \"ssdp:discover\"\r\nMX: 2\r\n"
        + "ST: urn:schemas-upnp-org:device:InternetGatewayDevice:1\r\n\r\n";

    private const string Call = """
        <?xml version="1.0"?>
        <!-- as a client writes it -->
        <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" s:encodingStyle="a>b"><s:Body>
        <u:DeletePortMapping xmlns:u="urn:schemas-upnp-org:service:WANIPConnection:1"><NewRemoteHost/>
        <NewExternalPort>8080</NewExternalPort><NewProtocol>a &lt;&amp;&#x41;&gt;</NewProtocol></u:DeletePortMapping>
        </s:Body></s:Envelope>
        """;

    private static readonly IgdDescription Device = new("00112233445566778899aabbccddeeff", "Router <home> & co");

    [Fact]
    public void Head_IsReadWithItsHeaders()
    {
        var head = HttpHead.Parse("POST /a HTTP/1.1\r\nHost: 10.1.0.1:5000\r\nX: 1\r\nx:2\r\n\r\nrest"u8)!;
        Assert.Equal(("POST", "/a", "10.1.0.1:5000", "1, 2", ""), (head.Method, head.Target, head["host"], head["x"], head["y"]));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n")]
    [InlineData("GET / HTTP/2\r\n\r\n")]
    [InlineData("GET /\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nno colon\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nname : value\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nname: \u0001\r\n\r\n")]
    public void Head_ThatIsWrong_IsNone(string text) => Assert.Null(HttpHead.Parse(Encoding.Latin1.GetBytes(text)));

    [Fact]
    public void Head_WithTooMany_IsNone() => Assert.Null(HttpHead.Parse(
        Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\n" + string.Concat(Enumerable.Range(0, 41).Select(i => $"h{i}: x\r\n")) + "\r\n")));

    [Fact]
    public void Call_IsReadWithItsArguments()
    {
        var call = SoapCall.Parse(Encoding.UTF8.GetBytes(Call))!;
        Assert.Equal("DeletePortMapping", call.Action);
        Assert.Equal(
            [("NewRemoteHost", ""), ("NewExternalPort", "8080"), ("NewProtocol", "a <&A>")],
            call.Arguments.Select(argument => (argument.Key, argument.Value)));
        Assert.Equal("Get", SoapCall.Parse("<Envelope><Body><Get/></Body></Envelope>"u8)!.Action);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<Envelope>")]
    [InlineData("<!DOCTYPE x [<!ENTITY y \"z\">]><Envelope><Body><Get/></Body></Envelope>")]
    [InlineData("<Envelope><Body><Get><A>&y;</A></Get></Body></Envelope>")]
    [InlineData("<Envelope><Body><Get><A><B>1</B></A></Get></Body></Envelope>")]
    [InlineData("<Envelope><Body><Get><A>1</A><A>2</A></Get></Body></Envelope>")]
    [InlineData("<Envelope><Body><Get><A>1</B></Get></Body></Envelope>")]
    [InlineData("<Envelope><Body><Get></Body></Envelope>")]
    public void Call_ThatIsWrong_IsNone(string text) => Assert.Null(SoapCall.Parse(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void AnyBytes_AreReadOrRefused() => Fuzz.Run(
        [Encoding.UTF8.GetBytes(Search), Encoding.UTF8.GetBytes(Call)],
        bytes =>
        {
            HttpHead.Parse(bytes);
            SsdpText.Searched(bytes);
            SoapCall.Parse(bytes);
        });

    [Fact]
    public void Truncations_AreNone()
    {
        var whole = Encoding.UTF8.GetBytes(Call.TrimEnd());
        for (var length = 0; length < whole.Length; length++)
            Assert.Null(SoapCall.Parse(whole.AsSpan(0, length)));
    }

    /// <summary>.NET's own reader takes what is written.</summary>
    [Fact]
    public void Descriptions_AreXml_WithWhatClientsLookFor()
    {
        XNamespace space = "urn:schemas-upnp-org:device-1-0";
        foreach (var version in (int[])[1, 2])
        {
            var root = XDocument.Parse(Device.Devices(version)).Root!;
            Assert.Equal("Router <home> & co", root.Descendants(space + "friendlyName").First().Value);
            Assert.Equal(3, root.Descendants(space + "UDN").Select(name => name.Value).Distinct().Count());
            Assert.Contains(
                $"urn:schemas-upnp-org:service:WANIPConnection:{version}", root.Descendants(space + "serviceType").Select(t => t.Value));
            foreach (var path in root.Descendants(space + "SCPDURL").Select(path => path.Value))
                Assert.Contains(IgdServices.All, service => IgdDescription.Path(service) == path);
        }
        foreach (var service in IgdServices.All)
        {
            var (root, actions) = (XDocument.Parse(IgdDescription.Actions(service)).Root!, (XNamespace)"urn:schemas-upnp-org:service-1-0");
            var variables = root.Descendants(actions + "stateVariable").Select(one => one.Element(actions + "name")!.Value).ToList();
            Assert.Equal(variables.Distinct(), variables);
            Assert.All(root.Descendants(actions + "relatedStateVariable"), related => Assert.Contains(related.Value, variables));
        }
    }

    [Fact]
    public void Answers_AreXml()
    {
        XNamespace control = "urn:schemas-upnp-org:control-1-0";
        var answer = XDocument.Parse(SoapText.Answer("urn:x:1", "Get", [("NewA", "<\u0001&>")])).Root!;
        Assert.Equal("<&>", answer.Descendants("NewA").Single().Value);
        Assert.Equal("GetResponse", answer.Descendants((XNamespace)"urn:x:1" + "GetResponse").Single().Name.LocalName);
        var failure = XDocument.Parse(SoapText.Failure(UpnpError.ConflictInMappingEntry));
        Assert.Equal("718", failure.Descendants(control + "errorCode").Single().Value);
    }

    [Fact]
    public void Search_IsAnsweredWithTheVersionThatIsMeant()
    {
        var discovery = new SsdpText(Device, 7);
        Assert.Equal("urn:schemas-upnp-org:device:InternetGatewayDevice:1", SsdpText.Searched(Encoding.ASCII.GetBytes(Search)));
        var answer = Encoding.ASCII.GetString(
            Assert.Single(discovery.Answers("urn:schemas-upnp-org:device:InternetGatewayDevice:1", "10.1.0.1:5000")));
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("LOCATION: http://10.1.0.1:5000/gateway1.xml\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("ST: urn:schemas-upnp-org:device:InternetGatewayDevice:1\r\n", answer, StringComparison.Ordinal);
        Assert.Contains(
            "gateway2.xml",
            Encoding.ASCII.GetString(Assert.Single(discovery.Answers("urn:schemas-upnp-org:service:WANIPConnection:2", "a"))),
            StringComparison.Ordinal);
        // The root, three devices by name and by type, two services.
        Assert.Equal(9, discovery.Answers("ssdp:all", "a").Count);
        Assert.Equal(9, discovery.Notices("a", alive: true).Count);
        Assert.Single(discovery.Answers("upnp:rootdevice", "a"));
        Assert.Single(discovery.Answers(Device.UniqueName(IgdDescription.Wan), "a"));
        Assert.Empty(discovery.Answers("urn:schemas-upnp-org:device:MediaServer:1", "a"));
        Assert.Empty(discovery.Answers("urn:schemas-upnp-org:service:WANIPConnection:3", "a"));
        Assert.Null(SsdpText.Searched("NOTIFY * HTTP/1.1\r\nST: a\r\n\r\n"u8));
    }
}
