using System.Text;
using Router.Api.Contract;
using Router.Api.Framing;
using Router.Testing;

namespace Router.Api.Tests;

public class FrameFuzzTests
{
    private static readonly string[] Requests =
    [
        """{"request":"show-version"}""", """{"request":"edit","verb":"set","words":["interfaces","lan","mtu","1400"]}""",
        """{"request":"commit","confirmMinutes":5,"comment":"why"}""",
        """{"request":"show-configuration","source":"running","path":[],"generation":3}""",
    ];

    private static readonly string[] Responses =
    [
        """{"response":"done","message":"x"}""",
        """{"response":"failed","error":"denied","message":"no","hint":null,"problems":[{"path":"a","message":"b","hint":null,"line":1,"column":2}]}""",
        """{"response":"history","generations":[{"number":4,"at":"2026-05-17T12:00:00Z","by":"anna","origin":"local","comment":null,"checkpoint":null,"running":true,"startup":true}]}""",
        """{"response":"hologram","depth":[1,{"a":null}]}""",
    ];

    /// <summary>Frames come out, or the one exception that says that they are none.</summary>
    [Fact]
    public void Read_AnyBytes_GivesFramesOrSaysThatTheyAreNone()
    {
        Fuzz.Run([.. Requests.Select(Frame)], bytes => ReadAll(bytes, connection => connection.ReadAsync(ApiJson.Request, default)));
        Fuzz.Run([.. Responses.Select(Frame)], bytes => ReadAll(bytes, connection => connection.ReadAsync(ApiJson.Response, default)));
        Fuzz.Run([.. Responses.Select(Frame)], bytes => _ = ApiAnswer.Read<Response.History>(Encoding.UTF8.GetString(bytes)));
    }

    private static byte[] Frame(string json) => Encoding.UTF8.GetBytes(json + "\n");

    private static void ReadAll<T>(byte[] bytes, Func<FrameConnection, Task<T?>> read)
        where T : class
    {
        var connection = new FrameConnection(new MemoryStream(bytes));
        try
        {
            while (read(connection).GetAwaiter().GetResult() is not null)
            {
            }
        }
        catch (FrameException)
        {
            // What the contract promises for bytes that are no frame.
        }
    }
}
