namespace Router.Core.State.Links;

/// <summary>What is redirected to it takes its queue, and then goes on as if it had arrived where it came from.</summary>
public sealed record IfbLink : LinkSettings
{
    public override string Kind => "ifb";

    public override string Details => "";
}
