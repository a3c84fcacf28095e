namespace Router.Api.Controllers;

/// <summary>Somebody who has a token asks for a certificate.</summary>
/// <param name="Token">As <see cref="EnrolmentToken"/> has it.</param>
/// <param name="Request">PKCS #10 in PEM; of it only the key is taken, and that whoever sends it has its private half.</param>
public sealed record EnrolmentRequest(string Token, string Request)
{
    // A token stays out of logs and error texts.
    public override string ToString() => "EnrolmentRequest { }";
}

/// <summary>A device with a certificate asks for its next one.</summary>
/// <param name="Request">PKCS #10 in PEM.</param>
public sealed record RenewalRequest(string Request);

/// <summary>An operator with the role admin asks for the certificate of an operator.</summary>
/// <param name="Request">PKCS #10 in PEM.</param>
/// <param name="Roles">Of <c>view</c>, <c>push</c>, <c>approve</c> and <c>admin</c>.</param>
public sealed record OperatorRequest(string Request, IReadOnlyList<string> Roles);

/// <summary>Both in PEM.</summary>
/// <param name="Certificate">Of whoever asked.</param>
/// <param name="Authority">Of the controller.</param>
public sealed record Identity(string Certificate, string Authority);

/// <summary>What lets one device in, once.</summary>
/// <param name="Token"><see cref="Prefix"/>, the device's name, a colon and 43 characters.</param>
/// <param name="Until">By the controller's clock.</param>
public sealed record EnrolmentToken(string Token, DateTimeOffset Until)
{
    public const string Prefix = "router-enrol:";

    /// <summary>The device that it is for; null: it is no token.</summary>
    public static string? DeviceIn(string token)
    {
        var parts = token.Trim().Split(':');
        return parts.Length == 3 && $"{parts[0]}:" == Prefix && ControllerPaths.IsName(parts[1]) && parts[2].Length > 0 ? parts[1] : null;
    }

    // As above.
    public override string ToString() => $"EnrolmentToken {{ Until = {Until} }}";
}
