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
    public void Request_WithARoleOnTheWire_NeedsWhatTheContractSays()
    {
        var request = JsonSerializer.Deserialize("""{"request":"power-off","needed":"view"}""", ApiJson.Request)!;
        Assert.Equal(Role.Admin, request.Needed);
        Assert.Equal("""{"request":"power-off"}""", JsonSerializer.Serialize(request, ApiJson.Request));
    }

    [Fact]
    public void Request_InALog_IsItsNameAndItsMembers() =>
        Assert.Equal("Ping { Host = 192.0.2.1, Count = 3 }", new Request.Ping("192.0.2.1", 3).ToString());

    [Fact]
    public void Request_ThatSavesACommitOrMakesRoom_IsUrgent_AndNoOther()
    {
        Request[] urgent =
        [
            new Request.Hello("serial"), new Request.ShowVersion(), new Request.ShowUsers(), new Request.Disconnect(1),
            new Request.Confirm(), new Request.Rollback(null), new Request.ReleaseLock(null),
            new Request.Complete(CompletionSubject.User, [""]),
        ];
        Assert.All(urgent, request => Assert.True(request.IsUrgent()));
        Request[] others =
        [
            new Request.Rollback(3), new Request.Rollback(null, "good"), new Request.Rollback(null, Back: 2),
            new Request.Complete(CompletionSubject.Set, [""]),
        ];
        Assert.All(others, request => Assert.False(request.IsUrgent()));
        // All others are never urgent, whatever they say.
        var all = typeof(Request).GetNestedTypes().Where(t => t.IsSubclassOf(typeof(Request)));
        Assert.All(all.Except(urgent.Select(r => r.GetType())), type => Assert.Equal(
            typeof(Request), type.GetMethod(nameof(Request.IsUrgent))!.DeclaringType));
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
