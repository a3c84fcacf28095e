namespace Router.Bench.Mesh;

internal static class Report
{
    public static int Run(string results, string points)
    {
        _ = (results, points);
        return 0;
    }
}
