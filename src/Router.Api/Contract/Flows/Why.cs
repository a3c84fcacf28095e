using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(Why), "why")]
public abstract partial record Request
{
    /// <summary>
    /// What becomes of a flow in the running configuration, tried with a real packet in a scratch namespace. <paramref name="Words"/>:
    /// <c>tcp 10.0.0.5:1234 -> 192.0.2.1:443 from lan</c>. Answer: <see cref="Response.Flow"/>.
    /// </summary>
    public sealed record Why(IReadOnlyList<string> Words) : Request(Role.Operate);
}

[JsonDerivedType(typeof(Flow), "flow")]
public abstract partial record Response
{
    public sealed record Flow(Core.Flows.FlowAnswer Answer) : Response;
}
