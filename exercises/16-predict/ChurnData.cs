namespace Camp.Predict;

/// <summary>Customers that never lived: made up from a seed, always the same for the same one.</summary>
public static class ChurnData
{
    /// <summary>Makes customers. Young ones with little usage and a short contract tend to leave.</summary>
    /// <param name="seed">Decides everything.</param>
    /// <param name="count">How many.</param>
    /// <param name="usage">What their usage is multiplied by: below 1, a world in which people use the service less.</param>
    public static List<(Customer Customer, bool Left)> Generate(int seed, int count, double usage = 1)
    {
        var random = new Random(seed);
        var data = new List<(Customer, bool)>(count);
        for (var index = 0; index < count; index++)
        {
            var customer = new Customer(
                Age: Math.Round(18 + (random.NextDouble() * 62)),
                Usage: Math.Round(random.NextDouble() * random.NextDouble() * 120 * usage, 1),
                Tenure: Math.Round(random.NextDouble() * random.NextDouble() * 120));
            var pull = 1.6 - (0.015 * customer.Age) - (0.05 * customer.Usage) - (0.03 * customer.Tenure) + (random.NextDouble() - random.NextDouble());
            data.Add((customer, pull > 0));
        }

        return data;
    }
}
