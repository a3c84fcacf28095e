using Router.Api.Contract;
using Router.Api.Framing;

namespace Router.Api.Tests;

/// <summary>Answers of daemons that are older or newer than this client.</summary>
public class ApiAnswerTests
{
    [Fact]
    public void Answer_WithMembersThatAreNew_IsRead() =>
        Assert.Equal(
            "version: 1\n", ApiAnswer.Read<Response.Document>("""{"text":"version: 1\n","checksum":"abc","origin":{"a":[1]}}""")!.Text);

    [Fact]
    public void Answer_WithoutMembersThatAreNewHere_HasThemEmpty()
    {
        var committed = ApiAnswer.Read<Response.Committed>("""{"generation":7,"plan":["~ hostname a -> b"]}""")!;
        Assert.Equal((7, null, 0.0), (committed.Generation, committed.ConfirmBefore, committed.Milliseconds));
        Assert.Equal("~ hostname a -> b", Assert.Single(committed.Plan));
        Assert.Empty(committed.Advice);
    }

    [Fact]
    public void Answer_NestedRecordsOfAnotherVersion_AreCompletedToo()
    {
        var version = ApiAnswer.Read<Response.Version>(
            """{"product":"9.0.0","hostname":"home","configuration":{"generation":3,"colour":"red"}}""")!;
        Assert.Equal(("9.0.0", 3, ""), (version.Product, version.Configuration.Generation, version.Configuration.By));
        var history = ApiAnswer.Read<Response.History>("""{"generations":[{"number":4,"by":"anna"}]}""")!;
        Assert.Equal((4, "anna", false), history.Items.Select(g => (g.Number, g.By, g.Running)).Single());
    }

    [Fact]
    public void Failure_OfAnUnknownKind_IsOther()
    {
        var failed = ApiAnswer.Read<Response.Failed>("""{"error":"quota-exceeded","message":"too many","hint":null,"problems":[]}""")!;
        Assert.Equal((FailureKind.Other, "too many"), (failed.Kind, failed.Message));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("nothing to see")]
    [InlineData("{")]
    [InlineData("{\"error\":\"denied\",\"message\":\"no\"}")]
    [InlineData("{\"text\":7}")]
    public void Text_ThatIsNoSuchAnswer_IsNone(string text) => Assert.Null(ApiAnswer.Read<Response.Document>(text));

    [Theory]
    [InlineData("""{"response":"hologram","depth":3}""", typeof(Response.Unknown))]
    [InlineData("""{"response":"event","time":"2026-05-17T12:00:00Z","subject":"commit"}""", typeof(Response.Event))]
    public async Task Client_FrameOfANewerDaemon_IsToldAndTheConnectionLives(string frame, Type expected)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(frame + "\n" + """{"response":"done","message":"next"}""" + "\n");
        await using var connection = new FrameConnection(new MemoryStream(bytes));
        var token = TestContext.Current.CancellationToken;
        Assert.IsType(expected, await connection.ReadAsync(ApiJson.Response, token));
        Assert.Equal(new Response.Done("next"), await connection.ReadAsync(ApiJson.Response, token));
    }
}
