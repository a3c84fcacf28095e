namespace Router.Controller.Authorities;

/// <summary>What a certificate of the controller is for. It stands as the organization in its subject.</summary>
internal enum PeerKind
{
    Device,
    Operator,

    /// <summary>A controller: a server to devices and operators, and both sides between controllers.</summary>
    Controller,
}
