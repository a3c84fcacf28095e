using Router.Api.Contract;

namespace Router.Api.Limits;

/// <summary>Whether a connection gets a place.</summary>
internal abstract record Admission
{
    private Admission()
    {
    }

    public sealed record Admitted(ClientConnection Connection) : Admission;

    public sealed record Refused(Response.Failed Why) : Admission;
}
