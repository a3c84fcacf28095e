namespace Router.Core.State.Links;

/// <summary>Takes every packet and does nothing with it: a place for addresses.</summary>
public sealed record DummyLink : LinkSettings
{
    public override string Kind => "dummy";

    public override string Details => "";
}
