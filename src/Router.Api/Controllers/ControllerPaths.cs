namespace Router.Api.Controllers;

/// <summary>
/// What a controller answers to, over HTTPS with certificates of both sides. Bodies are JSON, see <see cref="ControllerJson"/>.
/// </summary>
public static class ControllerPaths
{
    /// <summary>POST <see cref="EnrolmentRequest"/>, without a certificate. Answer: <see cref="Identity"/>.</summary>
    public const string Enrol = "/v1/enrol";

    /// <summary>
    /// GET, of a device: <c>have</c> is the revision that it runs, <c>wait</c> the seconds that it waits for another one.
    /// Answer: <see cref="AssignedDocument"/>, or 204 where there is no other.
    /// </summary>
    public const string Document = "/v1/device/document";

    /// <summary>
    /// POST <see cref="RunReport"/>, of a device. Answer: 204; 409 with <see cref="ControllerFault"/> where it is not believed.
    /// </summary>
    public const string Report = "/v1/device/report";

    /// <summary>POST <see cref="RenewalRequest"/>, of a device whose certificate ends soon. Answer: <see cref="Identity"/>.</summary>
    public const string Renew = "/v1/device/renew";

    /// <summary>GET: <see cref="DeviceStanding"/> of all. Below a name: of one; DELETE takes its certificate from it.</summary>
    public const string Devices = "/v1/devices";

    /// <summary>Below the name of a device. POST: an <see cref="EnrolmentToken"/>.</summary>
    public const string Token = "token";

    /// <summary>Below the name of a device. POST: its next statement is believed whatever key it has.</summary>
    public const string NewKey = "new-key";

    /// <summary>GET: the last of them, <see cref="RolloutStanding"/>. POST <see cref="RolloutOrder"/>. Below an identifier: one.</summary>
    public const string Rollouts = "/v1/rollouts";

    /// <summary>Below a rollout. POST: it may begin.</summary>
    public const string Approve = "approve";

    /// <summary>Below a rollout. POST: no other device is begun, and who has not applied it yet is given its document of before.</summary>
    public const string Stop = "stop";

    /// <summary>Below it the name of an operator. POST <see cref="OperatorRequest"/>: <see cref="Identity"/>. DELETE.</summary>
    public const string Operators = "/v1/operators";

    /// <summary>GET: the log as text, a line an entry.</summary>
    public const string Audit = "/v1/audit";

    /// <summary>Seconds that a controller lets a device wait at the longest.</summary>
    public const int LongestWait = 55;

    /// <summary>What a name of a device or an operator may be: it stands in certificates and paths.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= 63 && char.IsAsciiLetterOrDigit(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
