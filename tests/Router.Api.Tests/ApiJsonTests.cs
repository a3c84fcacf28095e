using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Router.Api.Contract;
using Router.Documents;

namespace Router.Api.Tests;

public class ApiJsonTests
{
    [Theory]
    [InlineData(typeof(Request))]
    [InlineData(typeof(Response))]
    public void Union_EveryCase_HasANameOnTheWire(Type union)
    {
        var cases = union.GetNestedTypes().Where(t => t.IsSubclassOf(union)).OrderBy(t => t.Name, StringComparer.Ordinal);
        var named = union.GetCustomAttributes<JsonDerivedTypeAttribute>()
            .Select(a => a.DerivedType)
            .OrderBy(t => t.Name, StringComparer.Ordinal);
        Assert.Equal(cases, named);
    }

    [Fact]
    public void Request_OnTheWire_IsOneLineOfNamedFields()
    {
        var json = JsonSerializer.Serialize(new Request.Edit(EditVerb.Set, ["interfaces", "lan", "mtu", "1400"]), ApiJson.Request);
        Assert.Equal("""{"request":"edit","verb":"set","words":["interfaces","lan","mtu","1400"]}""", json);
    }

    [Fact]
    public void Request_FieldsInAnyOrder_AreRead()
    {
        var request = JsonSerializer.Deserialize("""{"confirmMinutes":5,"comment":null,"request":"commit"}""", ApiJson.Request);
        Assert.Equal(new Request.Commit(5, null), request);
    }

    [Fact]
    public void Failed_ForPeople_HasProblemsAndNoDiscriminator()
    {
        var failed = new Response.Failed(FailureKind.NotFound, "none", null, [new Problem("interfaces lan", "bad", "hint", 3, 5)]);
        Assert.Equal(
            """{"error":"not-found","message":"none","hint":null,"problems":[{"path":"interfaces lan","message":"bad","hint":"hint","line":3,"column":5}]}""",
            ApiJson.PrintLine(failed));
    }

    [Fact]
    public void Packet_RoundTrip_KeepsItsBytes()
    {
        var packet = new Response.Packet(DateTimeOffset.UnixEpoch, "ARP", 60, new byte[] { 1, 2, 255 }, 1);
        var back = (Response.Packet)JsonSerializer.Deserialize(JsonSerializer.Serialize(packet, ApiJson.Response), ApiJson.Response)!;
        Assert.Equal(packet.Bytes.ToArray(), back.Bytes.ToArray());
        Assert.Equal(packet.Time, back.Time);
    }

    [Fact]
    public void SetSecret_AsText_DoesNotHoldTheValue() =>
        Assert.DoesNotContain("hunter2", new Request.SetSecret("nas", "hunter2").ToString(), StringComparison.Ordinal);
}
